import { accessNames } from './accessNames';

/** What the API names, in German. */
export const names: Record<string, string> = { ...accessNames };
