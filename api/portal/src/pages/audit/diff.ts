type Cells = { id: string } & Record<string, unknown>;

/** One cell of a row that is there at both moments. */
export interface ChangedCell {
  field: string;
  before: unknown;
  after: unknown;
}
/** What became of a list between two moments. */
export interface ListDiff {
  gained: Cells[];
  lost: Cells[];
  changed: { row: Cells; cells: ChangedCell[] }[];
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** Rows that appeared, vanished, or have other cells. A field that is hidden is absent, and differs. */
export function diffOf(before: Cells[], after: Cells[]): ListDiff {
  const earlier = new Map(before.map((row) => [row.id, row]));
  const later = new Set(after.map(({ id }) => id));
  const changed = after.flatMap((row) => {
    const was = earlier.get(row.id);
    if (!was) return [];
    const cells = [...new Set([...Object.keys(was), ...Object.keys(row)])]
      .filter((field) => !same(was[field], row[field]))
      .map((field) => ({ field, before: was[field], after: row[field] }));
    return cells.length ? [{ row, cells }] : [];
  });
  return {
    gained: after.filter(({ id }) => !earlier.has(id)),
    lost: before.filter(({ id }) => !later.has(id)),
    changed,
  };
}
