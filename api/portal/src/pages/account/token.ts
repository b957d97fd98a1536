import { useState } from 'react';

/**
 * The token of a link in a mail. It stands behind `#`, which browsers keep to themselves, and is
 * taken out of the address at once, so that it is in no history either.
 */
export function useToken(): string {
  const [token] = useState(() => location.hash.slice(1));
  if (location.hash) history.replaceState(history.state, '', location.pathname);
  return token;
}
