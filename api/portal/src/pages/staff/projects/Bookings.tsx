import { useStaffRows } from '../../../api/rows';
import { useI18n } from '../../../i18n';
import { CommandButton } from '../../../ui/CommandButton';
import { RecordFacts } from '../../../ui/Facts';
import { Empty } from '../../../ui/Page';
import { Records } from '../../../ui/Records';
import { ChangeOrEnd } from './ChangeOrEnd';
import { useLooks } from './looks';

/** Hours of people that are meant for phases of a project. */
export function Bookings({ project }: { project: string }) {
  const { t } = useI18n();
  const looks = useLooks();
  const list = useStaffRows('staff_bookings', { filters: { project } });
  const book = <CommandButton command="book-person" />;
  return (
    <Records
      of={list}
      name="staff-bookings"
      caption={t('project.bookings')}
      looks={looks}
      without={['project', 'name']}
      filters={['status']}
      toolbar={book}
      csv={`/v1/staff/bookings?project=${project}&format=csv`}
      empty={
        <Empty title={t('project.noBookings')}>
          {t('project.noBookingsWhy')} {book}
        </Empty>
      }
      titleOf={(booking) => booking.name ?? t('project.booking')}
      actions={(booking) => (
        <ChangeOrEnd of={booking} as="booking" change="change-booking" end="cancel-booking" />
      )}
      detail={(booking) => <RecordFacts of={booking} looks={looks} skip={['project']} />}
    />
  );
}
