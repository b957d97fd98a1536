/** Time, money, people. */
export const effort = {};
