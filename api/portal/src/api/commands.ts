import { useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { ApiError, ask, encodeHeader, type Done, type Operations } from './client';

/** What goes with one command. */
export interface Sent {
  /** The fields of the command. */
  body: unknown;
  /** The tag of the record as it was read: the command is refused when somebody was faster. */
  ifMatch?: string;
  /** Why; kept in the log. */
  reason?: string;
}

/** The commands, by the name that their address has; partners may ask for some of them as well. */
export type CommandName = {
  [K in keyof Operations]: Operations[K]['body'] extends undefined
    ? never
    : Done extends Operations[K]['ok']
      ? Kebab<K & string>
      : never;
}[keyof Operations];
type Kebab<S extends string> = S extends `${infer A}_${infer B}` ? `${A}-${Kebab<B>}` : S;

/** Sends a command. `key` names the request, so that sending it again changes nothing twice. */
export async function send(command: string, { body, ifMatch, reason }: Sent, key: string) {
  const response = await ask(new URL(`/v1/commands/${command}`, location.origin), {
    method: 'POST',
    headers: {
      accept: 'application/json',
      'content-type': 'application/json',
      'idempotency-key': key,
      ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
      ...(reason ? { 'loggia-reason': encodeHeader(reason) } : {}),
    },
    body: JSON.stringify(body),
  });
  // Partners are not told which records changed.
  return { records: [], ...((await response.json()) as object) } as unknown as Done;
}

/** Whether somebody was faster: the record is no longer what it was when it was read. */
export const isStale = (error: unknown) =>
  error instanceof ApiError && (error.problem.status === 412 || error.problem.code === 'stale');

/** What was read may be otherwise now. */
export const readAgain = (queries: QueryClient) =>
  Promise.all([
    queries.invalidateQueries({ queryKey: ['portal'] }),
    queries.invalidateQueries({ queryKey: ['staff'] }),
  ]);

/**
 * A command to be sent. Until it succeeds, the same fields are sent under the same key: a repeat
 * after a broken line does nothing twice. Then everything on the page is read again.
 */
export function useCommand(command: CommandName) {
  const queries = useQueryClient();
  const intent = useRef<{ text: string; key: string }>(undefined);
  return useMutation({
    mutationFn: (sent: Sent) => {
      const text = JSON.stringify([sent.body, sent.ifMatch]);
      if (intent.current?.text !== text) intent.current = { text, key: crypto.randomUUID() };
      return send(command, sent, intent.current.key);
    },
    onSuccess: async () => {
      intent.current = undefined;
      await readAgain(queries);
    },
    onError: (error) => {
      if (isStale(error)) void readAgain(queries);
    },
  });
}
