import { useMemo } from 'react';
import { useStaffRows, type ListRead } from './rows';

/** The names of the records of a list, by id: lists of staff tell relations by id. */
export function useNames<K extends ListRead>(list: K, column = 'name'): Map<string, string> {
  const { data } = useStaffRows(list);
  return useMemo(() => {
    const rows = (data?.rows ?? []) as Record<string, unknown>[];
    return new Map(rows.map((row) => [String(row.id), String(row[column] ?? '')]));
  }, [data, column]);
}
