/** The fields that say where a row stands in the plan: when one of them changes, the row was moved. */
export const PLACE = [
  'planned_start',
  'planned_end',
  'resource',
  'start',
  'end',
  'target',
  'forecast',
];
