import { accessNames } from './accessNames';
import { deliveryNames } from './deliveryNames';
import { effortNames } from './effortNames';
import { planningNames } from './planningNames';
import { productionNames } from './productionNames';

/** What the API names, where its own words are not how people say it. */
export const names: Record<string, string> = {
  ...planningNames,
  ...accessNames,
  ...effortNames,
  ...deliveryNames,
  ...productionNames,
};
