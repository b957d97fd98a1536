// What a field comes as: the value itself, or a text in its place where it is masked or told
// coarsely (a week for a day, a band for a number), or nothing where it is hidden.

/** A day as it is. */
export const dayOf = (value: unknown): string | undefined =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) ? value : undefined;

/** A moment as it is, in milliseconds. */
export const momentOf = (value: unknown): number | undefined =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value) ? Date.parse(value) : undefined;

export const numberOf = (value: unknown): number | undefined =>
  typeof value === 'number' ? value : undefined;

export const textOrNothing = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

export const listOf = <T>(value: T[] | string | null | undefined): T[] =>
  Array.isArray(value) ? value : [];

/** Of the columns that are wanted, those that were sent and that any row has. */
export function columnsOf(
  told: { columns: string[]; rows: object[] },
  wanted: readonly string[],
): string[] {
  return wanted.filter(
    (column) => told.columns.includes(column) && told.rows.some((row) => column in row),
  );
}

/** The fields of `wanted` that the record has, for a form that changes them. */
export function fieldsIn<T extends object>(record: T, wanted: readonly string[]) {
  const values = record as Record<string, unknown>;
  const only = wanted.filter((field) => field in values);
  const initial = Object.fromEntries(
    only.flatMap((field) => (values[field] === null ? [] : [[field, values[field]]])),
  );
  return { only, initial };
}
