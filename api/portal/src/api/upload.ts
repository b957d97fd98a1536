import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { ApiError, type About, type Audience, type Problem } from './client';
import { readAgain } from './commands';

/** What is attached, and to what. */
export interface Sent {
  about: About;
  file: File;
  audience?: Audience;
}

/** Sends a file; `told` hears how much of it has left, from 0 to 1. `fetch` does not tell that. */
function send({ about, file, audience }: Sent, key: string, told: (part: number) => void) {
  const form = new FormData();
  form.append('about', JSON.stringify(about));
  if (audience) form.append('audience', audience);
  // The server reads the file as the last part.
  form.append('file', file);
  return new Promise<void>((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', '/v1/commands/attach-file');
    request.setRequestHeader('accept', 'application/json');
    request.setRequestHeader('idempotency-key', key);
    request.responseType = 'json';
    request.upload.onprogress = ({ loaded, total }) => told(total ? loaded / total : 0);
    request.onerror = () => reject(new TypeError('the file was not sent'));
    request.onload = () => {
      if (request.status < 300) return resolve();
      const unreadable = { code: `http.${request.status}`, title: request.statusText };
      reject(new ApiError({ ...unreadable, ...request.response } as Problem));
    };
    request.send(form);
  });
}

/**
 * A file to be attached, with how much of it has been sent. The same file is sent under the same key
 * until it has arrived.
 */
export function useUpload() {
  const queries = useQueryClient();
  const [part, setPart] = useState(0);
  const intent = useRef<{ file: File; key: string }>(undefined);
  const sending = useMutation({
    mutationFn: (sent: Sent) => {
      setPart(0);
      const { file } = sent;
      if (intent.current?.file !== file) intent.current = { file, key: crypto.randomUUID() };
      return send(sent, intent.current.key, setPart);
    },
    onSuccess: () => {
      intent.current = undefined;
      return readAgain(queries);
    },
  });
  return { ...sending, part };
}
