/**
 * The tag of a record as staff reads it, for `If-Match`: rows of lists bear the revision of which the
 * server makes its `ETag`, so that nothing has to be read once more before it is changed.
 */
export const tagOf = ({ revision }: { revision: number }): string => `"r${revision}"`;
