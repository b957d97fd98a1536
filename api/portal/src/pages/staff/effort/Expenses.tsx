import { useState } from 'react';
import type { ExpenseEntry } from '../../../api/client';
import { useStaffRows } from '../../../api/rows';
import { tagOf } from '../../../api/tag';
import { useI18n } from '../../../i18n';
import { BatchAnswers, BatchButtons, type Answered } from '../../../ui/BatchButtons';
import { ActButton, CommandButton } from '../../../ui/CommandButton';
import { RecordFacts } from '../../../ui/RecordFacts';
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
  const [answers, setAnswers] = useState<Answered[]>([]);
  const titleOf = (expense: ExpenseEntry) =>
    `${expense.category}, ${money(Number(expense.money.amount), expense.money.currency)}`;
  return (
    <Page title={t('book.expenses')} lead={t('book.expensesLead')} fill>
      <BatchAnswers of={answers} onClose={() => setAnswers([])} />
      <Records
        of={list}
        name="staff-expenses"
        caption={t('book.expenses')}
        looks={looks}
        without={['person']}
        filters={['status', 'name', 'project']}
        toolbar={<CommandButton command="add-expense" />}
        csv="/v1/staff/expenses?format=csv"
        selection={(chosen, clear) => (
          <BatchButtons
            chosen={chosen}
            field="expense"
            approve="approve-expense"
            reject="reject-expense"
            titleOf={titleOf}
            onDone={(told) => {
              setAnswers(told);
              clear();
            }}
          />
        )}
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
