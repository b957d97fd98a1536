import type { TimesheetEntry } from '../../../api/client';
import { useMay } from '../../../api/may';
import { tagOf, useStaffRows } from '../../../api/rows';
import { useI18n } from '../../../i18n';
import { BatchButtons } from '../../../ui/BatchButtons';
import { BatchOutcome } from '../../../ui/BatchOutcome';
import { ActButton, CommandButton } from '../../../ui/CommandButton';
import { useDecisions } from '../../../ui/decisions';
import { Empty, Page } from '../../../ui/Page';
import { Records } from '../../../ui/Records';
import { useLooks } from '../projects/looks';
import { Sheet } from './Sheet';

/** What people worked, week by week, and who of them waits for a decision. */
export default function Timesheets() {
  const { t, day, number } = useI18n();
  const looks = useLooks();
  const list = useStaffRows('staff_timesheets');
  const titleOf = ({ name, week }: TimesheetEntry) => `${name ?? '–'}, ${day(week)}`;
  const may = useMay();
  const decisions = useDecisions<TimesheetEntry>('timesheet', titleOf);
  const decide = (chosen: TimesheetEntry[], clear: () => void) => (
    <BatchButtons
      about="timesheet"
      chosen={chosen.filter(({ status }) => status === 'submitted')}
      decisions={decisions}
      onDone={clear}
    />
  );
  return (
    <Page title={t('book.timesheets')} lead={t('book.timesheetsLead')} fill>
      <BatchOutcome of={decisions} />
      <Records
        of={list}
        name="staff-timesheets"
        caption={t('book.timesheets')}
        looks={{
          ...looks,
          lines: {
            value: (sheet) => sheet.lines.length,
            cell: (sheet) => number(sheet.lines.length),
          },
        }}
        without={['person']}
        filters={['status', 'name', 'week']}
        toolbar={<CommandButton command="log-time" />}
        csv="/v1/staff/timesheets?format=csv"
        selection={may('approve-timesheet') ? decide : undefined}
        empty={<Empty title={t('book.noTimesheets')}>{t('book.noTimesheetsWhy')}</Empty>}
        titleOf={titleOf}
        actions={(sheet) => <SheetActions sheet={sheet} />}
        detail={(sheet) => <Sheet sheet={sheet} />}
      />
    </Page>
  );
}

function SheetActions({ sheet }: { sheet: TimesheetEntry }) {
  const { id, status } = sheet;
  const of = { body: { timesheet: id }, ifMatch: tagOf(sheet) };
  const form = { fixed: { timesheet: id }, ifMatch: tagOf(sheet) };
  return (
    <>
      {['draft', 'rejected'].includes(status) && <ActButton {...of} command="submit-timesheet" />}
      {status === 'submitted' && (
        <>
          <ActButton {...of} command="approve-timesheet" variant="filled" />
          <CommandButton {...form} command="reject-timesheet" />
          <ActButton {...of} command="recall-timesheet" />
        </>
      )}
      {status === 'approved' && <CommandButton {...form} command="reopen-timesheet" />}
    </>
  );
}
