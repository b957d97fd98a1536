import { planningNames } from './planningNames';

/** What the API names, in German. */
export const names: Record<string, string> = {
  ...planningNames,
};
