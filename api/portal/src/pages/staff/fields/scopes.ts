import type { Field, FieldAccess, FieldEntry, FieldScope, PartnerType } from '../../../api/client';

/** The kinds of rows whose fields are secured, and the list in which a partner reads them. */
export const KINDS: Record<string, string | undefined> = {
  work_step: 'work-steps',
  process: 'processes',
  production_order: 'orders',
  order_item: 'order-items',
  project: 'projects',
  phase: undefined,
  milestone: undefined,
  task: 'tasks',
  raid_item: undefined,
  status_report: undefined,
  timesheet: 'timesheets',
  expense: 'expenses',
};

/** The lists whose columns the administrator chooses, by the kind of their rows. */
export const LISTS = { work_step: 'work_steps', process: 'processes' } as const;

export const PARTNER_TYPES: PartnerType[] = [
  'systems_integrator',
  'service_integrator',
  'contractor',
  'supplier',
];

/** A scope as it stands in the address. */
export function scopeOf(text: string | undefined): FieldScope {
  const [kind, value] = text?.split(':') ?? [];
  if (kind === 'type') return { partner_type: value as PartnerType };
  if (kind === 'account' && value) return { account: value };
  return 'externals';
}

/** The account of a scope that is one. */
export const accountOf = (scope: FieldScope) =>
  typeof scope === 'object' && 'account' in scope ? scope.account : undefined;

/** Of what kind a field is, and what it is called there. */
export function partsOf(field: Field): { kind: string; name: string } {
  const [kind = '', name = ''] = Object.entries(field)[0] ?? [];
  return { kind, name };
}

const same = (one: FieldScope, other: FieldScope) => JSON.stringify(one) === JSON.stringify(other);

/** What was set for exactly this scope. */
export const setFor = (entry: FieldEntry, scope: FieldScope): FieldAccess | undefined =>
  entry.settings.find((setting) => same(setting.scope, scope))?.access;

/** In how many ways a field can be told at all. */
export const choicesOf = ({ coarse, editable }: FieldEntry): FieldAccess[] => [
  'hidden',
  'masked',
  ...(coarse ? (['coarse'] as const) : []),
  'read',
  ...(editable ? (['edit'] as const) : []),
];
