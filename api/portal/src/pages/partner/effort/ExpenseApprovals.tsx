import { Stack } from '@mantine/core';
import { useBatch } from '../../../api/batch';
import { useEyes } from '../../../api/eyes';
import { usePortalRecord, usePortalRows } from '../../../api/rows';
import { useI18n } from '../../../i18n';
import { Facts } from '../../../ui/Facts';
import { Told } from '../../../ui/Problem';
import { textOf } from '../../../ui/cells';
import type { Approval } from './Approvals';
import { ApprovalList } from './ApprovalList';
import { Decide } from './Decide';
import { placeLooks, type Expense } from './Expenses';
import { Receipts } from './Receipts';
import { usePlaces, type Places } from './places';

/** Expenses that wait. */
export function ExpenseApprovals({ waiting }: { waiting: Approval[] }) {
  const i18n = useI18n();
  const { t } = i18n;
  const list = usePortalRows('expenses');
  const places = usePlaces();
  const approving = useBatch('approve_expense_batch');
  const rejecting = useBatch('reject_expense_batch');
  const ids = new Set<string>(waiting.map(({ id }) => id));
  return (
    <Told of={list}>
      {(told) => (
        <ApprovalList<Expense, { expense: string }>
          name="expense-approvals"
          caption={t('approvals.title')}
          told={{ ...told, rows: told.rows.filter(({ id }) => ids.has(id)) }}
          filters={['person', 'category']}
          looks={placeLooks(places, { project: t('effort.project'), phase: t('effort.phase') })}
          isWhole={() => true}
          nameOf={(row) =>
            [row.person, row.category, textOf('money', row.money, i18n)].filter(Boolean).join(' · ')
          }
          rowOf={(item) => item.expense}
          approving={approving}
          rejecting={rejecting}
          onApprove={(rows, clear) =>
            approving.mutate(
              rows.map(({ id }) => ({ expense: id })),
              { onSuccess: clear },
            )
          }
          onReject={(rows, reason, clear) =>
            rejecting.mutate(
              rows.map(({ id }) => ({ expense: id, reason })),
              { onSuccess: clear },
            )
          }
          detail={(row, close) => <Detail expense={row} places={places} onDone={close} />}
        />
      )}
    </Told>
  );
}

function Detail(props: { expense: Expense; places: Places; onDone(): void }) {
  const { expense, places, onDone } = props;
  const eyes = useEyes();
  const { data } = usePortalRecord('expense', { path: { id: expense.id } });
  const { project_id, phase_id, mine: _, ...rest } = expense;
  const names = { project: places.project(project_id), phase: places.phase(phase_id) };
  return (
    <Stack>
      <Facts of={{ ...names, ...rest }} />
      <Receipts expense={expense.id} mayChange={false} />
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
    </Stack>
  );
}
