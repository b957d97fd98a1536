/** Work steps, processes, orders and the plan. */
export const production = {
  'workSteps.title': 'Work steps',
  'workSteps.empty': 'No work step concerns you yet.',
  'workSteps.emptyWhy':
    'You see the steps that are done on resources linked to you. Your planner links them.',
  'timeline.zoom': 'Zoom',
  'timeline.further': 'Show more time',
  'timeline.nearer': 'Show less time',
  'timeline.zoom.quarter': 'Quarter',
  'timeline.zoom.month': 'Months',
  'timeline.zoom.week': 'Weeks',
  'timeline.zoom.day': 'Days',
  'timeline.zoom.hour': 'Hours',
  'timeline.today': 'Today',
  'timeline.print': 'Print',
  'timeline.now': 'now',
  'timeline.week': 'W{week}',
  'timeline.fresh': 'just changed',
  'timeline.keys': 'Arrow keys go from bar to bar, Enter opens one, plus and minus zoom.',
  'timeline.keysMove':
    'Arrow keys go from bar to bar, Enter opens one, plus and minus zoom. Alt with an arrow key moves a bar in time or to another row, with Shift as well its end; Enter then saves, Escape discards.',
  'timeline.draft': '{row}, {times}. Enter saves, Escape discards.',
};
