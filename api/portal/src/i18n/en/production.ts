/** Work steps, processes, orders and the plan. */
export const production = {
  'workSteps.title': 'Work steps',
  'workSteps.empty': 'No work step concerns you yet.',
  'workSteps.emptyWhy':
    'You see the steps that are done on resources linked to you. Your planner links them.',
};
