import { useParams } from '@tanstack/react-router';
import { Stack } from '@mantine/core';
import { useStaffRows } from '../../api/rows';
import { useI18n } from '../../i18n';
import { Told } from '../../ui/Problem';
import { useSearchState } from '../../ui/search';
import { Lost } from '../../shell/Lost';
import { ThroughEyesFrame } from '../partner/ThroughEyesFrame';
import { Moments } from './Moments';

/** The parameters of the address that belong to the journey, not to the pages of the partner. */
const KEPT = ['at'];

/** The portal of a partner as it was at any moment, with a slider over the life of the log. */
export default function TimeTravel() {
  const { t, instant } = useI18n();
  const { partner = '' } = useParams({ strict: false });
  const [{ at }, setSearch] = useSearchState();
  // The address may name the partner user as people do, not by id alone.
  const users = useStaffRows('partner_users');
  return (
    <Told of={users}>
      {({ rows }) => {
        const who = rows.find(({ id, user_name }) => id === partner || user_name === partner);
        if (!who) return <Lost />;
        return (
          <Stack gap="sm">
            <Moments
              partner={who.id}
              name={who.display_name}
              at={at}
              onTravel={(moment) => setSearch({ at: moment })}
            />
            <section
              aria-label={at ? t('travel.asOf', { when: instant(at) }) : t('travel.asOfNow')}
            >
              <ThroughEyesFrame
                partner={partner}
                at={at}
                base={`/audit/time-travel/${partner}`}
                keeps={KEPT}
              />
            </section>
          </Stack>
        );
      }}
    </Told>
  );
}
