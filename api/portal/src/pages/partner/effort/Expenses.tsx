import { Button } from '@mantine/core';
import { useEyes } from '../../../api/eyes';
import { usePortalRows } from '../../../api/rows';
import { useI18n } from '../../../i18n';
import { DataTable } from '../../../ui/DataTable';
import { Detail } from '../../../ui/Detail';
import { Empty, Page } from '../../../ui/Page';
import { Told } from '../../../ui/Problem';
import { useSearchState } from '../../../ui/search';
import { BatchOutcome } from '../../../ui/BatchOutcome';
import { useDecisions } from '../../../ui/decisions';
import { expenseLooks, nameOfExpense, type Expense } from './expense';
import { ExpenseDetail } from './ExpenseDetail';
import { NewExpense } from './NewExpense';
import { usePlaces } from './places';

const NEW = 'new';

/** What was spent: one's own, and what the access levels open. */
export default function Expenses() {
  const i18n = useI18n();
  const { t, n } = i18n;
  const eyes = useEyes();
  const list = usePortalRows('expenses');
  const places = usePlaces();
  const handing = useDecisions<Expense>('expense', (row) => nameOfExpense(row, i18n));
  const [{ open }, setSearch] = useSearchState();
  const isOwn = eyes.kind === 'own';
  const close = () => setSearch({ open: undefined });
  const expense = list.data?.rows.find(({ id }) => id === open);
  const handIn = (chosen: Expense[], clear: () => void) => {
    const drafts = chosen.filter(({ mine, status }) => mine && status === 'draft');
    return (
      <Button
        disabled={!drafts.length}
        loading={handing.isPending}
        onClick={() => handing.decide('submit-expense', drafts, clear)}
      >
        {n('expenses.submitAll', drafts.length)}
      </Button>
    );
  };
  return (
    <Page
      title={t('expenses.title')}
      lead={t('expenses.lead')}
      fill
      actions={
        isOwn && <Button onClick={() => setSearch({ open: NEW })}>{t('expenses.new')}</Button>
      }
    >
      <BatchOutcome of={handing} />
      <Told of={list}>
        {(told) => (
          <DataTable
            {...told}
            name="expenses"
            caption={t('expenses.title')}
            filters={['status', 'category', 'person']}
            looks={expenseLooks(places, i18n)}
            csv={isOwn ? '/v1/portal/expenses?format=csv' : undefined}
            onOpen={({ id }) => setSearch({ open: id })}
            open={open}
            selection={isOwn ? handIn : undefined}
            empty={<Empty title={t('expenses.empty')}>{t('expenses.emptyWhy')}</Empty>}
          />
        )}
      </Told>
      {open === NEW && isOwn && (
        <Detail title={t('expenses.new')} onClose={close}>
          <NewExpense places={places} onDone={close} onCancel={close} />
        </Detail>
      )}
      {expense && (
        <Detail title={nameOfExpense(expense, i18n)} onClose={close}>
          <ExpenseDetail key={expense.id} expense={expense} places={places} onGone={close} />
        </Detail>
      )}
    </Page>
  );
}
