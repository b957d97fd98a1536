import { accessNames } from './accessNames';
import { effortNames } from './effortNames';

/** What the API names, in German. */
export const names: Record<string, string> = { ...effortNames, ...accessNames };
