/** Words of time, money, audit and operations as people say them. */
export const effortNames: Record<string, string> = {
  money: 'Amount',
  billable: 'Billable',
  phase_id: 'Phase',
  project_id: 'Project',
  up_to_date: 'Up to date',
};
