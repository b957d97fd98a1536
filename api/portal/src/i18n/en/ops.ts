/** What operators watch. */
export const ops = {};
