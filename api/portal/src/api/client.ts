import { operations, type Operations, type Problem } from '../../gen/api';

export type * from '../../gen/api';

/** An answer that the server gave on purpose; `problem.code` is stable. */
export class ApiError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.title);
  }
}

/** What goes with a call beside the fields of its operation. */
export interface Around {
  signal?: AbortSignal;
  headers?: Record<string, string>;
  /** Filters of lists: each column is a parameter that the document does not name. */
  filters?: Record<string, string>;
}
type Needed<T, K extends 'path' | 'query' | 'body'> = K extends keyof T
  ? T[K] extends undefined
    ? { [P in K]?: undefined }
    : K extends 'query'
      ? { [P in K]?: T[K] }
      : { [P in K]: T[K] }
  : never;
/** Everything that one call of an operation takes. */
export type Input<K extends keyof Operations> = Needed<Operations[K], 'path'> &
  Needed<Operations[K], 'query'> &
  Needed<Operations[K], 'body'> &
  Around;

/** The address of an operation, with its parameters. */
export function address<K extends keyof Operations>(id: K, input: Input<K>): URL {
  const { path, query, filters } = input as {
    path?: Record<string, string>;
    query?: Record<string, unknown>;
  } & Around;
  const filled = operations[id][1].replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(path?.[name] ?? ''),
  );
  const url = new URL(filled, location.origin);
  for (const [name, value] of Object.entries({ ...query, ...filters })) {
    if (value === undefined) continue;
    for (const one of [value].flat()) url.searchParams.append(name, String(one));
  }
  return url;
}

/** Headers are bytes to the browser: text in UTF-8, one character a byte. */
export const encodeHeader = (text: string) =>
  String.fromCharCode(...new TextEncoder().encode(text));

/** What the server answers, or throws: `ApiError` for a refusal, `TypeError` without a network. */
export async function ask(url: URL, init: RequestInit): Promise<Response> {
  const response = await fetch(url, { credentials: 'same-origin', ...init });
  if (response.ok) return response;
  const unreadable = { code: `http.${response.status}`, title: response.statusText };
  throw new ApiError({ ...unreadable, ...(await response.json().catch(() => ({}))) } as Problem);
}

/** Calls an operation of the API by its name in the OpenAPI document. */
export async function call<K extends keyof Operations>(
  id: K,
  input: Input<K> = {} as Input<K>,
): Promise<Operations[K]['ok']> {
  const { body, signal, headers } = input as { body?: unknown } & Around;
  const response = await ask(address(id, input), {
    method: operations[id][0],
    signal,
    headers: {
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  return (response.status === 204 ? undefined : await response.json()) as Operations[K]['ok'];
}
