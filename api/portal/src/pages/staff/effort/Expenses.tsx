import type { ExpenseEntry } from '../../../api/client';
import { useMay } from '../../../api/may';
import { tagOf, useStaffRows } from '../../../api/rows';
import { useI18n } from '../../../i18n';
import { BatchButtons } from '../../../ui/BatchButtons';
import { BatchOutcome } from '../../../ui/BatchOutcome';
import { ActButton, CommandButton } from '../../../ui/CommandButton';
import { useDecisions } from '../../../ui/decisions';
import { RecordFacts } from '../../../ui/Facts';
import { Empty, Page } from '../../../ui/Page';
import { Records } from '../../../ui/Records';
import { Attachments } from '../projects/Attachments';
import { Comments } from '../projects/Comments';
import { useLooks } from '../projects/looks';

/** What people spent, and what of it waits for a decision or for its money. */
export default function Expenses() {
  const { t, money } = useI18n();
  const looks = useLooks();
  const list = useStaffRows('staff_expenses');
  const titleOf = (expense: ExpenseEntry) =>
    `${expense.category}, ${money(Number(expense.money.amount), expense.money.currency)}`;
  const may = useMay();
  const decisions = useDecisions<ExpenseEntry>('expense', titleOf);
  const decide = (chosen: ExpenseEntry[], clear: () => void) => (
    <BatchButtons
      about="expense"
      chosen={chosen.filter(({ status }) => status === 'submitted')}
      decisions={decisions}
      onDone={clear}
    />
  );
  return (
    <Page title={t('book.expenses')} lead={t('book.expensesLead')} fill>
      <BatchOutcome of={decisions} />
      <Records
        of={list}
        name="staff-expenses"
        caption={t('book.expenses')}
        looks={looks}
        without={['person']}
        filters={['status', 'name', 'project']}
        toolbar={<CommandButton command="add-expense" />}
        csv="/v1/staff/expenses?format=csv"
        selection={may('approve-expense') ? decide : undefined}
        empty={<Empty title={t('book.noExpenses')}>{t('book.noExpensesWhy')}</Empty>}
        titleOf={titleOf}
        actions={(expense) => <ExpenseActions expense={expense} />}
        detail={(expense) => (
          <>
            <RecordFacts of={expense} looks={looks} skip={['person']} />
            <Attachments about={{ expense: expense.id }} title={t('book.receipts')} />
            <Comments about={{ expense: expense.id }} />
          </>
        )}
      />
    </Page>
  );
}

function ExpenseActions({ expense }: { expense: ExpenseEntry }) {
  const { id, status } = expense;
  const of = { body: { expense: id }, ifMatch: tagOf(expense) };
  const form = { fixed: { expense: id }, ifMatch: tagOf(expense) };
  return (
    <>
      {['draft', 'rejected'].includes(status) && (
        <>
          <CommandButton
            {...form}
            command="change-expense"
            initial={expense as unknown as Record<string, unknown>}
          />
          <ActButton {...of} command="submit-expense" />
          <ActButton {...of} command="remove-expense" />
        </>
      )}
      {status === 'submitted' && (
        <>
          <ActButton {...of} command="approve-expense" variant="filled" />
          <CommandButton {...form} command="reject-expense" />
          <ActButton {...of} command="recall-expense" />
        </>
      )}
      {status === 'approved' && <ActButton {...of} command="pay-expense" variant="filled" />}
    </>
  );
}
