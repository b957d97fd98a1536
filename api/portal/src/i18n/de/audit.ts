/** What auditors ask. */
export const audit: Record<keyof typeof import('../en/audit').audit, string> = {};
