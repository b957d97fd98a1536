import { useParams } from '@tanstack/react-router';
import { Stack } from '@mantine/core';
import { useStaffItem } from '../../api/rows';
import { useI18n } from '../../i18n';
import { Told } from '../../ui/Problem';
import { useSearchState } from '../../ui/search';
import { ThroughEyesFrame } from '../partner/ThroughEyesFrame';
import { Moments } from './Moments';

/** The parameters of the address that belong to the journey, not to the pages of the partner. */
const KEPT = ['at'];

/** The portal of a partner as it was at any moment, with a slider over the life of the log. */
export default function TimeTravel() {
  const { t, instant } = useI18n();
  const { partner = '' } = useParams({ strict: false });
  const [{ at }, setSearch] = useSearchState();
  const who = useStaffItem('partner_user', { path: { id: partner } });
  return (
    <Told of={who}>
      {({ display_name }) => (
        <Stack gap="sm">
          <Moments
            partner={partner}
            name={display_name}
            at={at}
            onTravel={(moment) => setSearch({ at: moment })}
          />
          <section aria-label={at ? t('travel.asOf', { when: instant(at) }) : t('travel.asOfNow')}>
            <ThroughEyesFrame
              partner={partner}
              at={at}
              base={`/audit/time-travel/${partner}`}
              keeps={KEPT}
            />
          </section>
        </Stack>
      )}
    </Told>
  );
}
