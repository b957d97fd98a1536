import { useEyes } from '../../../api/eyes';
import { usePortalRecord, usePortalRows } from '../../../api/rows';
import { useI18n } from '../../../i18n';
import { Told } from '../../../ui/Problem';
import type { Approval } from './Approvals';
import { ApprovalList } from './ApprovalList';
import { Decide } from './Decide';
import { ExpenseFacts } from './ExpenseDetail';
import { expenseLooks, nameOfExpense, type Expense } from './expense';
import { usePlaces, type Places } from './places';

/** Expenses that wait. */
export function ExpenseApprovals({ waiting }: { waiting: Approval[] }) {
  const i18n = useI18n();
  const list = usePortalRows('expenses');
  const places = usePlaces();
  const ids = new Set<string>(waiting.map(({ id }) => id));
  return (
    <Told of={list}>
      {(told) => (
        <ApprovalList<Expense>
          about="expense"
          told={{
            ...told,
            columns: told.columns.filter((column) => column !== 'mine'),
            rows: told.rows.filter(({ id }) => ids.has(id)),
          }}
          filters={['person', 'category']}
          looks={expenseLooks(places, i18n)}
          isWhole={() => true}
          nameOf={(row) => nameOfExpense(row, i18n)}
          detail={(row, close) => <Opened expense={row} places={places} onDone={close} />}
        />
      )}
    </Told>
  );
}

function Opened(props: { expense: Expense; places: Places; onDone(): void }) {
  const { expense, places, onDone } = props;
  const eyes = useEyes();
  const { data } = usePortalRecord('expense', { path: { id: expense.id } });
  return (
    <>
      <ExpenseFacts expense={expense} places={places} />
      {eyes.kind === 'own' && (
        <Decide
          approve="approve-expense"
          reject="reject-expense"
          about={{ expense: expense.id }}
          whole
          tag={data?.tag}
          onDone={onDone}
        />
      )}
    </>
  );
}
