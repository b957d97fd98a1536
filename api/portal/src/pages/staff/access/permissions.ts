import type { Permissions } from '../../../api/client';

export type Permission = keyof Permissions;

/** Every permission with its values, from the narrowest to the widest. */
export const VALUES: { [K in Permission]-?: NonNullable<Permissions[K]>[] } = {
  project_view: ['none', 'read', 'edit'],
  project_financials: ['no', 'yes'],
  phase_view: ['assigned', 'all'],
  phase_edit: ['none', 'own', 'all'],
  task_view: ['own', 'phase', 'project'],
  task_edit: ['none', 'own', 'all'],
  task_create: ['no', 'yes'],
  task_delete: ['none', 'own', 'all'],
  milestone_view: ['no', 'yes'],
  milestone_edit: ['no', 'yes'],
  participant_view: ['no', 'names', 'all'],
  participant_manage: ['no', 'yes'],
  booking_manage_others: ['no', 'yes'],
  timesheet_view: ['own', 'supervised', 'all'],
  timesheet_approve: ['no', 'supervised', 'phase_owned'],
  expense_view: ['own', 'all'],
  expense_submit: ['assigned_projects', 'all_projects'],
  raid_view: ['none', 'shared', 'all'],
  raid_create: ['no', 'yes'],
  raid_edit: ['none', 'own', 'all'],
  status_report_view: ['none', 'shared', 'all'],
  status_report_submit: ['no', 'yes'],
  health_view: ['no', 'yes'],
  health_set: ['no', 'yes'],
  comment: ['shared', 'internal'],
  export: ['no', 'yes'],
};

export const PERMISSIONS = Object.keys(VALUES) as Permission[];

/** The level that externals have by default where nobody chose another: DOMAIN.md 3. */
export const USUAL: Required<Permissions> = {
  project_view: 'read',
  project_financials: 'no',
  phase_view: 'assigned',
  phase_edit: 'none',
  task_view: 'phase',
  task_edit: 'own',
  task_create: 'yes',
  task_delete: 'none',
  milestone_view: 'yes',
  milestone_edit: 'no',
  participant_view: 'names',
  participant_manage: 'no',
  booking_manage_others: 'no',
  timesheet_view: 'own',
  timesheet_approve: 'no',
  expense_view: 'own',
  expense_submit: 'assigned_projects',
  raid_view: 'shared',
  raid_create: 'yes',
  raid_edit: 'own',
  status_report_view: 'shared',
  status_report_submit: 'no',
  health_view: 'yes',
  health_set: 'no',
  comment: 'shared',
  export: 'yes',
};

/** Values as they stand: the narrowest where nothing is said. */
export const whole = (permissions: Permissions): Required<Permissions> =>
  Object.fromEntries(
    PERMISSIONS.map((permission) => [permission, permissions[permission] ?? VALUES[permission][0]]),
  ) as Required<Permissions>;

/** Permissions that `after` opens or closes against `before`. */
export function changesOf(before: Permissions, after: Permissions) {
  const [was, is] = [whole(before), whole(after)];
  return PERMISSIONS.filter((permission) => was[permission] !== is[permission]).map(
    (permission) => {
      const values: string[] = VALUES[permission];
      const wider = values.indexOf(is[permission]) > values.indexOf(was[permission]);
      return { permission, before: was[permission], after: is[permission], wider };
    },
  );
}
