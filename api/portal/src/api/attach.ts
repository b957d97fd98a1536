import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { ask, type About, type Audience } from './client';

interface Attached {
  about: About;
  file: File;
  audience?: Audience;
}

/** Attaches a file to a record. The same file is sent under the same key until it has arrived. */
export function useAttach() {
  const queries = useQueryClient();
  const intent = useRef<{ file: File; key: string }>(undefined);
  return useMutation({
    mutationFn: async ({ about, file, audience }: Attached) => {
      if (intent.current?.file !== file) intent.current = { file, key: crypto.randomUUID() };
      const form = new FormData();
      form.append('about', JSON.stringify(about));
      if (audience) form.append('audience', audience);
      form.append('file', file);
      await ask(new URL('/v1/commands/attach-file', location.origin), {
        method: 'POST',
        headers: { accept: 'application/json', 'idempotency-key': intent.current.key },
        body: form,
      });
    },
    onSuccess: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ['portal'] }),
        queries.invalidateQueries({ queryKey: ['staff'] }),
      ]),
  });
}
