/** What auditors ask. */
export const audit = {};
