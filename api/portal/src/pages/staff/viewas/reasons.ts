import { useCallback, useState } from 'react';

const kept = (partner: string) => `loggia.view-as.${partner}`;

/** Why somebody looks as `partner`: asked for once, and forgotten at the end or by signing out. */
export function useReason(partner: string) {
  const [reason, set] = useState(() => sessionStorage.getItem(kept(partner)));
  const give = useCallback(
    (given: string | null) => {
      if (given === null) sessionStorage.removeItem(kept(partner));
      else sessionStorage.setItem(kept(partner), given);
      set(given);
    },
    [partner],
  );
  return [reason, give] as const;
}
