import { deliveryNames } from './deliveryNames';

/** What the API names, in German. */
export const names: Record<string, string> = { ...deliveryNames };
