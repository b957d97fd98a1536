import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { ask } from './client';

/** To what a file is attached, such as `{ expense: '…' }`. */
export type About = Record<string, string>;

/** What the server takes; it looks into the file as well. */
export const FILES_TAKEN = '.pdf,.png,.jpg,.jpeg,.txt,.csv,.xlsx,.docx';
/** A file has at most so many bytes. */
export const FILE_BYTES_MAX = 25 * 1024 * 1024;

/** Attaches a file to a record; sending the same one again after a broken line attaches it once. */
export function useUpload(about: About) {
  const queries = useQueryClient();
  const keys = useRef(new WeakMap<File, string>());
  return useMutation({
    mutationFn: async (file: File) => {
      const key = keys.current.get(file) ?? crypto.randomUUID();
      keys.current.set(file, key);
      const body = new FormData();
      body.append('about', JSON.stringify(about));
      // The file is the last part: what it is about is known before its bytes come.
      body.append('file', file, file.name);
      const url = new URL('/v1/commands/attach-file', location.origin);
      const headers = { accept: 'application/json', 'idempotency-key': key };
      await ask(url, { method: 'POST', headers, body });
      keys.current.delete(file);
    },
    onSuccess: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ['portal'] }),
        queries.invalidateQueries({ queryKey: ['staff'] }),
      ]),
  });
}
