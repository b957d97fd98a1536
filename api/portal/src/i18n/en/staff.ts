/** What staff does. */
export const staff = {};
