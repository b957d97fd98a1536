import type { ListRead } from '../../api/rows';

/** Where the choices for an id come from: a list of staff, and the columns that tell a row. */
export const SOURCES: Record<string, [list: ListRead, ...columns: string[]]> = {
  AccessLevelId: ['access_levels', 'name'],
  AccountId: ['accounts', 'name'],
  ContactId: ['contacts', 'name'],
  MilestoneId: ['staff_milestones', 'name'],
  OrderItemId: ['staff_order_items', 'number'],
  ParticipantId: ['staff_participants', 'person', 'role'],
  PartnerUserId: ['partner_users', 'display_name', 'user_name'],
  PersonId: ['persons', 'name'],
  PhaseId: ['staff_phases', 'name'],
  ProductionOrderId: ['staff_orders', 'number'],
  ProjectId: ['staff_projects', 'name'],
  RaidItemId: ['staff_raid', 'title'],
  ResourceId: ['resources', 'name', 'group'],
  StaffUserId: ['staff_users', 'display_name'],
  TaskId: ['staff_tasks', 'title'],
  WorkStepId: ['staff_work_steps', 'order', 'name'],
};

/** One of the things that a field may name. */
export interface Choice {
  value: string;
  label: string;
}

/** A row as it is told in one line. */
export const toldOf = (cells: Record<string, unknown>, columns: string[]): string =>
  columns
    .map((column) => cells[column])
    .filter(Boolean)
    .join(' · ');
