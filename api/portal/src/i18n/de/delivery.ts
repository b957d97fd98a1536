/** Projects. */
export const delivery: Record<keyof typeof import('../en/delivery').delivery, string> = {};
