/** The lists of a portal that have a page: what they are called in addresses, and how they are asked for. */
export const LISTS = {
  'work-steps': 'work_steps',
  processes: 'processes',
  orders: 'orders',
  'order-items': 'order_items',
  projects: 'projects',
  tasks: 'tasks',
  timesheets: 'timesheets',
  expenses: 'expenses',
  approvals: 'approvals',
  bookings: 'bookings',
  colleagues: 'colleagues',
} as const;
export type List = keyof typeof LISTS;

export const isList = (view: string): view is List => view in LISTS;
