import { useState } from 'react';
import { useBatch, type BatchCommand } from '../api/batch';
import type { Answered } from './BatchOutcome';

/** What `useDecisions` gives. */
export type Decisions<R extends { id: string }> = ReturnType<typeof useDecisions<R>>;

/**
 * One command about several rows, and what came of each. The names are kept: a row that was decided
 * about may be gone from the list when its answer is read.
 */
export function useDecisions<R extends { id: string }>(
  field: 'timesheet' | 'expense',
  nameOf: (row: R) => string,
) {
  const batch = useBatch();
  const [answered, setAnswered] = useState<Answered[]>();
  const decide = (command: BatchCommand, rows: R[], done: () => void, more: object = {}) => {
    setAnswered(undefined);
    batch.mutate(
      { command, items: rows.map(({ id }) => ({ [field]: id, ...more })) },
      {
        onSuccess: (results) => {
          const names = rows.map(nameOf);
          setAnswered(results.map((result, at) => ({ name: names[at] ?? '', result })));
          done();
        },
      },
    );
  };
  return {
    answered,
    forget: () => setAnswered(undefined),
    isPending: batch.isPending,
    error: batch.error,
    decide,
  };
}
