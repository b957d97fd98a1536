/** What staff does. */
export const staff: Record<keyof typeof import('../en/staff').staff, string> = {};
