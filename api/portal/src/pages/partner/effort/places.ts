import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { PhaseId, ProjectId, TaskId, WorkedOn } from '../../../api/client';
import { useEyes } from '../../../api/eyes';
import { portalRows, usePortalRows, type RowOf } from '../../../api/rows';

type Project = RowOf<'projects'>;
type Phase = RowOf<'project_phases'>;
type Task = RowOf<'tasks'>;

/** On what one can work and spend: the projects, phases and tasks that are visible. */
export interface Places {
  projects: Project[];
  phases: Phase[];
  tasks: Task[];
  /** What a project is called; ids of what is hidden are told by nothing. */
  project(id: ProjectId | null | undefined): string;
  phase(id: PhaseId | null | undefined): string;
  task(id: TaskId | null | undefined): string;
}

const NO_ROWS: never[] = [];
const named = <R extends { id: string }>(rows: R[], name: (row: R) => unknown) => {
  const names = new Map(rows.map((row) => [row.id, String(name(row) ?? '')]));
  return (id: string | null | undefined) => (id && names.get(id)) || '';
};

/** The places of whoever looks; what is not read yet is not there yet. */
export function usePlaces(): Places {
  const eyes = useEyes();
  const projects = usePortalRows('projects').data?.rows ?? (NO_ROWS as Project[]);
  const tasks = usePortalRows('tasks').data?.rows ?? (NO_ROWS as Task[]);
  const phases = useQueries({
    queries: projects.map(({ id }) => portalRows(eyes, 'project_phases', { path: { id } })),
    combine: (told) => told.flatMap(({ data }) => data?.rows ?? []),
  });
  return useMemo(
    () => ({
      projects,
      phases,
      tasks,
      project: named(projects, (row) => row.name),
      phase: named(phases, (row) => row.name),
      task: named(tasks, (row) => row.title),
    }),
    [projects, phases, tasks],
  );
}

/** On what somebody worked, as one word: for keys, and for choices. */
export const placeKey = (on: WorkedOn) => ('task' in on ? `task:${on.task}` : `phase:${on.phase}`);

/** The reverse of `placeKey`. */
export function placeOf(key: string): WorkedOn {
  const [kind, id = ''] = key.split(':');
  return kind === 'task' ? { task: id } : { phase: id };
}
