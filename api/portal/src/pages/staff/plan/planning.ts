import { useState } from 'react';
import { ApiError, type Conflict, type Slot, type WorkStepEntry } from '../../../api/client';
import { useCommand } from '../../../api/commands';
import { tagOf } from '../../../api/rows';

/** Where a planner wants a step to be. */
export interface Wanted {
  step: WorkStepEntry;
  /** Where it is now, when nothing is said. */
  resource?: string;
  slot: Slot;
}

/** A step on its way to its place in the plan, and what speaks against it. */
export interface Planning {
  wanted?: Wanted;
  /** What the planner has not accepted yet; told by the server before anything is saved. */
  conflicts: Conflict[];
  error: unknown;
  isPending: boolean;
  put(wanted: Wanted): void;
  /** Saves it in spite of the conflicts. */
  confirm(): void;
  giveUp(): void;
}

const conflictsOf = (error: unknown): Conflict[] =>
  error instanceof ApiError && error.problem.code === 'conflicts'
    ? (error.problem.conflicts as Conflict[])
    : [];

/** Schedules and reschedules steps; what conflicts is saved only when it is confirmed. */
export function usePlanning(): Planning {
  const schedule = useCommand('schedule-work-step');
  const reschedule = useCommand('reschedule-work-step');
  const [wanted, setWanted] = useState<Wanted>();
  const [confirmed, setConfirmed] = useState<Conflict[]>([]);
  const isNew = wanted !== undefined && !wanted.step.planned_start;
  const { error, isPending } = isNew ? schedule : reschedule;
  const conflicts = conflictsOf(error);

  const giveUp = () => {
    setWanted(undefined);
    setConfirmed([]);
    schedule.reset();
    reschedule.reset();
  };
  const send = (next: Wanted, accepted: Conflict[]) => {
    const { step, resource, slot } = next;
    setWanted(next);
    setConfirmed(accepted);
    const body = { step: step.id, slot, confirmed: accepted };
    const ifMatch = tagOf(step);
    const onSuccess = giveUp;
    if (step.planned_start) {
      reschedule.mutate({ body: { ...body, resource }, ifMatch }, { onSuccess });
    } else {
      schedule.mutate({ body, ifMatch }, { onSuccess });
    }
  };
  return {
    wanted,
    conflicts,
    error: conflicts.length ? undefined : error,
    isPending,
    put: (next) => {
      schedule.reset();
      reschedule.reset();
      send(next, []);
    },
    // The server names only what is not confirmed yet, so both belong together.
    confirm: () => wanted && send(wanted, [...confirmed, ...conflicts]),
    giveUp,
  };
}
