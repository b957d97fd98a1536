import { queryOptions, useQuery } from '@tanstack/react-query';
import { call, type Input, type Operations } from './client';
import { readPortal, readTagged, useEyes, type Eyes, type PortalRead } from './eyes';

/** Rows that a page of the portal loads at most; more is said, not shown. */
export const ROWS_MAX = 10_000;
/** Rows that the server sends at once. */
const PAGE_ROWS = 500;
/** How often staff looks again at what no event tells of, such as rates and jobs, in milliseconds. */
const STAFF_LOOKS_MS = 15_000;

/** A row of any list: cells by column. */
export type Row = { id: string } & Record<string, unknown>;
/** A list as far as it was loaded. */
export interface Rows<R = Row> {
  columns: string[];
  rows: R[];
  /** False when there are more rows than `ROWS_MAX`. */
  complete: boolean;
}

/** The operations that answer with a page of rows. */
export type ListRead = {
  [K in keyof Operations]: Operations[K]['ok'] extends { rows: unknown[] } ? K : never;
}[keyof Operations];
/** What the rows of a list are. */
export type RowOf<K extends ListRead> = Operations[K]['ok'] extends { rows: (infer R)[] }
  ? R
  : never;

type Page = { columns?: string[]; rows: unknown[]; next?: string | null };

async function allPages<R>(page: (query: object) => Promise<unknown>): Promise<Rows<R>> {
  const rows: R[] = [];
  let columns: string[] = [];
  let cursor: string | undefined;
  do {
    const told = (await page({ limit: PAGE_ROWS, cursor })) as Page;
    columns = told.columns ?? columns;
    rows.push(...(told.rows as R[]));
    cursor = told.next ?? undefined;
  } while (cursor !== undefined && rows.length < ROWS_MAX);
  return { columns, rows, complete: cursor === undefined };
}

const paged = <K extends ListRead>(input: Input<K>, query: object, signal: AbortSignal) =>
  ({ ...input, query: { ...(input.query as object | undefined), ...query }, signal }) as Input<K>;
// `live` knows by the end of the key whether it is the present.
const keyOf = (eyes: Eyes) => (eyes.kind === 'own' ? 'own' : `${eyes.partner} ${eyes.at ?? ''}`);

/** The question for all rows of a list of the portal; for those that ask several at once. */
export const portalRows = <K extends ListRead & PortalRead>(
  eyes: Eyes,
  id: K,
  input: Input<K> = {} as Input<K>,
) =>
  queryOptions({
    queryKey: ['portal', keyOf(eyes), id, input],
    queryFn: ({ signal }) =>
      allPages<RowOf<K>>((query) => readPortal(eyes, id, paged(input, query, signal))),
  });

/** All rows of a list of the portal, read through the eyes of whoever looks. */
export function usePortalRows<K extends ListRead & PortalRead>(
  id: K,
  input: Input<K> = {} as Input<K>,
  enabled = true,
) {
  const eyes = useEyes();
  return useQuery({ ...portalRows(eyes, id, input), enabled });
}

/** One record of the portal. */
export function usePortalItem<K extends PortalRead>(
  id: K,
  input: Input<K> = {} as Input<K>,
  enabled = true,
) {
  const eyes = useEyes();
  return useQuery({
    queryKey: ['portal', keyOf(eyes), id, input],
    queryFn: ({ signal }) => readPortal(eyes, id, { ...input, signal }),
    enabled,
  });
}

/** All rows of a list of staff. */
export function useStaffRows<K extends ListRead>(
  id: K,
  input: Input<K> = {} as Input<K>,
  enabled = true,
) {
  return useQuery({
    queryKey: ['staff', id, input],
    queryFn: ({ signal }) => allPages<RowOf<K>>((query) => call(id, paged(input, query, signal))),
    enabled,
  });
}

/** One record of the portal with its tag, for pages on which it is changed. */
export function usePortalRecord<K extends PortalRead>(
  id: K,
  input: Input<K> = {} as Input<K>,
  enabled = true,
) {
  const eyes = useEyes();
  return useQuery({
    queryKey: ['portal', keyOf(eyes), id, input, 'tagged'],
    queryFn: ({ signal }) => readTagged(eyes, id, { ...input, signal }),
    enabled,
  });
}

/** One answer for staff. */
export function useStaffItem<K extends keyof Operations>(
  id: K,
  input: Input<K> = {} as Input<K>,
  enabled = true,
) {
  return useQuery({
    queryKey: ['staff', id, input],
    queryFn: ({ signal }) => call(id, { ...input, signal }),
    refetchInterval: STAFF_LOOKS_MS,
    enabled,
  });
}

/**
 * The tag of a record as staff reads it, for `If-Match`: rows of lists bear the revision of which the
 * server makes its `ETag`, so that nothing has to be read once more before it is changed.
 */
export const tagOf = ({ revision }: { revision: number }): string => `"r${revision}"`;
