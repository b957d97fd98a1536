/** Refusals for which people read other words than those of the server, by code. */
export const problemNames: Record<string, string> = {
  level_permits_not:
    'Your access level does not permit this. Whoever manages the project can have it changed.',
};
