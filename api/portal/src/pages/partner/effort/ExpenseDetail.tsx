import { Alert } from '@mantine/core';
import { usePortalRecord } from '../../../api/rows';
import { useI18n } from '../../../i18n';
import { Actions, type Action } from '../../../ui/Actions';
import { Facts } from '../../../ui/Facts';
import { Remarks } from '../../../ui/remarks/Remarks';
import { fieldsIn } from '../../../ui/shown';
import { billableText, type Expense } from './expense';
import type { Places } from './places';

/** States in which the owner changes an expense. */
const OPEN = ['draft', 'rejected'];
/** States from which he takes it back. */
const RECALLED = ['submitted', 'rejected'];
/** What is told of an expense, in this order. */
const TOLD = ['status', 'person', 'project', 'phase', 'category', 'day', 'money', 'billable'];
const CHANGED = ['category', 'day', 'money', 'billable', 'notes'];

interface ExpenseFactsProps {
  expense: Expense;
  places: Places;
}

/** What is known of an expense, what was said about it, and its receipts. */
export function ExpenseFacts({ expense, places }: ExpenseFactsProps) {
  const i18n = useI18n();
  const { t } = i18n;
  const project = places.project(expense.project_id) || undefined;
  const phase = places.phase(expense.phase_id) || undefined;
  const looks = 'billable' in expense ? { billable: billableText(expense.billable, i18n) } : {};
  const names = { ...(project && { project }), ...(phase && { phase }) };
  return (
    <>
      {expense.reason && (
        <Alert
          color="orange"
          title={t('week.reason')}
          styles={{ label: { color: 'var(--mantine-color-text)' } }}
        >
          {expense.reason}
        </Alert>
      )}
      <Facts record={{ ...expense, ...names }} fields={[...TOLD, 'notes']} looks={looks} brief />
      <Remarks about="expense" id={expense.id} attaches={expense.mine} />
    </>
  );
}

interface ExpenseDetailProps extends ExpenseFactsProps {
  onGone(): void;
}

/** One expense, and what its owner does with it. */
export function ExpenseDetail({ expense, places, onGone }: ExpenseDetailProps) {
  const { t } = useI18n();
  const { data } = usePortalRecord('expense', { path: { id: expense.id } });
  const status = expense.status ?? '';
  const sent = { body: { expense: expense.id }, ifMatch: data?.tag };
  const actions: (Action | false)[] = [
    status === 'draft' && {
      label: t('week.submit'),
      main: true,
      does: { command: 'submit-expense', ...sent },
    },
    OPEN.includes(status) && {
      label: t('effort.change'),
      form: {
        command: 'change-expense',
        fixed: sent.body,
        ...fieldsIn(expense, CHANGED),
        ifMatch: data?.tag,
        changes: true,
      },
    },
    RECALLED.includes(status) && {
      label: t('week.recall'),
      does: { command: 'recall-expense', ...sent },
    },
    status === 'draft' && {
      label: t('form.remove'),
      confirm: t('expenses.removeSure'),
      does: { command: 'remove-expense', ...sent },
      onDone: onGone,
    },
  ];
  return (
    <>
      {expense.mine && data && <Actions actions={actions.filter((one) => one !== false)} />}
      <ExpenseFacts expense={expense} places={places} />
    </>
  );
}
