import type { RowOf } from '../../../api/rows';
import type { I18n } from '../../../i18n';
import { textOf } from '../../../ui/cells';
import type { ColumnLook } from '../../../ui/DataTable';
import type { Places } from './places';

export type Expense = RowOf<'expenses'>;

/** Projects and phases by their names. */
export const placeLooks = <R extends { project_id?: string | null; phase_id?: string | null }>(
  places: Places,
  { t }: I18n,
): Record<string, ColumnLook<R>> => ({
  project_id: {
    label: t('effort.project'),
    cell: ({ project_id }) => places.project(project_id),
    value: ({ project_id }) => places.project(project_id),
  },
  phase_id: {
    label: t('effort.phase'),
    cell: ({ phase_id }) => places.phase(phase_id),
    value: ({ phase_id }) => places.phase(phase_id),
  },
});

/** `yes` and `no` as people say them; anything else is what stands in place of a hidden value. */
export const billableText = (value: unknown, { t }: I18n) =>
  value === 'yes' || value === 'no' ? t(`value.${value}`) : String(value ?? '');

/** The list of expenses, where its values do not say enough. */
export const expenseLooks = (places: Places, i18n: I18n): Record<string, ColumnLook<Expense>> => ({
  ...placeLooks<Expense>(places, i18n),
  billable: {
    cell: ({ billable }) => billableText(billable, i18n),
    value: ({ billable }) => billableText(billable, i18n),
  },
});

/** What somebody calls an expense, as far as it is told. */
export const nameOfExpense = ({ mine, person, category, money }: Expense, i18n: I18n) =>
  [!mine && person, category, textOf('money', money, i18n)].filter(Boolean).join(' · ') ||
  i18n.t('expenses.one');
