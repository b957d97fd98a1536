import { accessNames } from './accessNames';
import { commandNames } from './commandNames';
import { deliveryNames } from './deliveryNames';
import { effortNames } from './effortNames';
import { findingNames } from './findingNames';
import { planningNames } from './planningNames';
import { productionNames } from './productionNames';

/** What the API names, in German. */
export const names: Record<string, string> = {
  ...findingNames,
  ...commandNames,
  ...planningNames,
  ...accessNames,
  ...effortNames,
  ...deliveryNames,
  ...productionNames,
};
