// A work step or a process: what feedback is given on.
import { usePortalItem } from '../../../api/rows';
import type { Subject } from '../../../api/client';
import { useSearchState } from '../../../ui/search';

export type SubjectKind = 'step' | 'process';

/** What is open, as the address has it: `?step=...` or `?process=...`. */
export interface OpenSubject {
  kind: SubjectKind;
  id: string;
}

/** Which work step or process is open, and how to open another. */
export function useOpenSubject() {
  const [search, setSearch] = useSearchState();
  const open: OpenSubject | undefined = search.step
    ? { kind: 'step', id: search.step }
    : search.process
      ? { kind: 'process', id: search.process }
      : undefined;
  const set = (next?: OpenSubject) =>
    setSearch({ step: undefined, process: undefined, ...(next && { [next.kind]: next.id }) });
  return [open, set] as const;
}

export const subjectOf = ({ kind, id }: OpenSubject): Subject =>
  kind === 'step' ? { work_step: id } : { process: id };

/** Whoever's portal this is, through the eyes of whoever looks. */
export const usePortalOwner = () => usePortalItem('who_am_i');

/** A field that may be absent, masked or coarse, where it is told as it is. */
export const numberOf = (value: unknown) => (typeof value === 'number' ? value : undefined);
export const textIn = (value: unknown) => (typeof value === 'string' ? value : undefined);
const INSTANT = /^\d{4}-\d\d-\d\dT/;
export const momentOf = (value: unknown) =>
  typeof value === 'string' && INSTANT.test(value) ? Date.parse(value) : undefined;

/** How a work step or process is called, from what of it is told. */
export function titleOf(row: Record<string, unknown>): string {
  return [row.order, row.name ?? row.article]
    .filter((part) => typeof part === 'string')
    .join(' · ');
}
