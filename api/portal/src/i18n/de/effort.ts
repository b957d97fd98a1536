/** Time, money, people. */
export const effort: Record<keyof typeof import('../en/effort').effort, string> = {};
