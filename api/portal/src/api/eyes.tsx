import { createContext, use } from 'react';
import { address, ask, encodeHeader, type Input, type Operations } from './client';

/**
 * Through whose eyes the portal is read. A partner reads his own; an auditor, and staff who view as
 * somebody, read the same pages as that partner sees them, now or at a past moment.
 */
export type Eyes =
  | { kind: 'own' }
  | {
      kind: 'as';
      partner: string;
      at?: string;
      /** Why somebody else's portal is looked at; goes along with every read. */
      reason?: string;
    };

const OWN: Eyes = { kind: 'own' };
const EyesContext = createContext<Eyes>(OWN);

/** Everything below reads the portal through these eyes. */
export const ThroughEyes = EyesContext;
export const useEyes = (): Eyes => use(EyesContext);

/** The operations that read the portal. */
export type PortalRead = {
  [K in keyof Operations]: Operations[K] extends { body: undefined } ? K : never;
}[keyof Operations];

/** The address of a portal read through `eyes`: a past portal lies under the audit, row for row. */
export function portalAddress<K extends PortalRead>(eyes: Eyes, id: K, input: Input<K>): URL {
  const url = address(id, input);
  if (eyes.kind === 'own') return url;
  const rest = url.pathname.replace('/v1/portal', '') || '/portal';
  url.pathname = `/v1/audit/views/${encodeURIComponent(eyes.partner)}${rest}`;
  if (eyes.at) url.searchParams.set('at', eyes.at);
  return url;
}

/** Reads the portal through `eyes`. */
export async function readPortal<K extends PortalRead>(
  eyes: Eyes,
  id: K,
  input: Input<K>,
): Promise<Operations[K]['ok']> {
  return (await readTagged(eyes, id, input)).record;
}

/** A record together with its tag, which a change of it is sent with. */
export interface Tagged<T> {
  record: T;
  /** For `If-Match`: the change is refused when the record is no longer what was read. */
  tag?: string;
}

/** Reads one record of the portal through `eyes`, with its tag. */
export async function readTagged<K extends PortalRead>(
  eyes: Eyes,
  id: K,
  input: Input<K>,
): Promise<Tagged<Operations[K]['ok']>> {
  const response = await ask(portalAddress(eyes, id, input), {
    signal: input.signal,
    headers: {
      accept: 'application/json',
      ...(eyes.kind === 'as' && eyes.reason ? { 'loggia-reason': encodeHeader(eyes.reason) } : {}),
    },
  });
  const record = (await response.json()) as Operations[K]['ok'];
  return { record, tag: response.headers.get('etag') ?? undefined };
}
