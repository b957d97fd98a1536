/** What operators watch. */
export const ops: Record<keyof typeof import('../en/ops').ops, string> = {};
