/** Projects. */
export const delivery = {};
