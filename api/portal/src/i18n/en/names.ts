import { planningNames } from './planningNames';

/** What the API names, where its own words are not how people say it. */
export const names: Record<string, string> = {
  ...planningNames,
  mine: 'Mine',
  order_item_id: 'Order item',
  done_quantity: 'Done',
  scrap_quantity: 'Scrap',
  held_quantity: 'Held',
  report_count: 'Reports',
  work_steps_completed: 'Steps done',
  work_steps: 'Work steps',
  tasks_done: 'Tasks done',
  delivery_manager: 'Delivery manager',
  deliverymanager: 'Delivery manager',
  processing_minutes: 'Processing',
  actual_minutes: 'Worked',
  set_up_minutes: 'Set-up',
};
