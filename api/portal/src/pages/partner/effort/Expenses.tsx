import { Button, Drawer } from '@mantine/core';
import { useBatch } from '../../../api/batch';
import { useEyes } from '../../../api/eyes';
import { usePortalRows, type RowOf } from '../../../api/rows';
import { useI18n } from '../../../i18n';
import { textOf } from '../../../ui/cells';
import { BatchOutcome } from '../../../ui/BatchOutcome';
import { DataTable, type ColumnLook } from '../../../ui/DataTable';
import { Empty, Page } from '../../../ui/Page';
import { ProblemAlert, Told } from '../../../ui/Problem';
import { useSearchState } from '../../../ui/search';
import { ExpenseDetail } from './ExpenseDetail';
import { NewExpense } from './NewExpense';
import { usePlaces, type Places } from './places';

export type Expense = RowOf<'expenses'>;

const NEW = 'new';

/** Projects and phases by their names. */
export const placeLooks = <R extends { project_id?: string | null; phase_id?: string | null }>(
  places: Places,
  labels: { project: string; phase: string },
): Record<string, ColumnLook<R>> => ({
  project_id: {
    label: labels.project,
    cell: ({ project_id }) => places.project(project_id),
    value: ({ project_id }) => places.project(project_id),
  },
  phase_id: {
    label: labels.phase,
    cell: ({ phase_id }) => places.phase(phase_id),
    value: ({ phase_id }) => places.phase(phase_id),
  },
});

/** What was spent: one's own, and what the access levels open. */
export default function Expenses() {
  const i18n = useI18n();
  const { t, n } = i18n;
  const eyes = useEyes();
  const list = usePortalRows('expenses');
  const places = usePlaces();
  const submitting = useBatch('submit_expense_batch');
  const [{ open }, setSearch] = useSearchState();
  const isOwn = eyes.kind === 'own';
  const close = () => setSearch({ open: undefined });
  const expense = list.data?.rows.find(({ id }) => id === open);
  const nameOf = (id: string) => {
    const row = list.data?.rows.find((one) => one.id === id);
    return [row?.category, textOf('money', row?.money, i18n)].filter(Boolean).join(' · ');
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
      {submitting.error && <ProblemAlert error={submitting.error} />}
      {submitting.data && (
        <BatchOutcome
          answered={submitting.data}
          label={(item) => nameOf(item.expense)}
          onClose={submitting.reset}
        />
      )}
      <Told of={list}>
        {(told) => (
          <DataTable
            {...told}
            name="expenses"
            caption={t('expenses.title')}
            filters={['status', 'category', 'person']}
            looks={placeLooks(places, { project: t('effort.project'), phase: t('effort.phase') })}
            csv={isOwn ? '/v1/portal/expenses?format=csv' : undefined}
            onOpen={({ id }) => setSearch({ open: id })}
            open={open}
            selection={
              isOwn
                ? (chosen, clear) => {
                    const drafts = chosen.filter(({ mine, status }) => mine && status === 'draft');
                    return (
                      <Button
                        disabled={!drafts.length}
                        loading={submitting.isPending}
                        onClick={() =>
                          submitting.mutate(
                            drafts.map(({ id }) => ({ expense: id })),
                            { onSuccess: clear },
                          )
                        }
                      >
                        {n('expenses.submitAll', drafts.length)}
                      </Button>
                    );
                  }
                : undefined
            }
            empty={<Empty title={t('expenses.empty')}>{t('expenses.emptyWhy')}</Empty>}
          />
        )}
      </Told>
      <Drawer
        opened={open === NEW || expense !== undefined}
        onClose={close}
        position="right"
        size="lg"
        title={open === NEW ? t('expenses.new') : (expense?.category ?? t('expenses.one'))}
        closeButtonProps={{ 'aria-label': t('form.close') }}
      >
        {open === NEW ? (
          <NewExpense places={places} onDone={close} onCancel={close} />
        ) : (
          expense && <ExpenseDetail expense={expense} places={places} onGone={close} />
        )}
      </Drawer>
    </Page>
  );
}
