import type { RowOf } from '../../../../api/rows';
import { textOrNothing } from '../../../../ui/shown';

export type Task = RowOf<'project_tasks'>;
export type Phase = RowOf<'project_phases'>;

/** A line of the plan: a phase, or a task below it. */
export interface Line {
  id: string;
  kind: 'phase' | Task['kind'];
  /** Told of phases as of tasks. */
  title: string;
  level: number;
  /** Whether anything lies below it. */
  parent: boolean;
  /** Everything above it. */
  above: string[];
  phase?: Phase;
  task?: Task;
}

/** The phases with their tasks below, in the order in which the server tells them. */
export function linesOf(phases: Phase[], tasks: Task[]): Line[] {
  const known = new Set(tasks.map(({ id }) => id));
  // Whoever sees a task sees what is above it; one whose heading is not there stands in its phase.
  const children = new Map<string, Task[]>();
  for (const task of tasks) {
    const { parent_id, phase_id } = task;
    const above = parent_id && known.has(parent_id) ? parent_id : phase_id;
    children.set(above, [...(children.get(above) ?? []), task]);
  }
  const lines: Line[] = [];
  const below = (task: Task, above: string[]) => {
    const parts = children.get(task.id) ?? [];
    lines.push({
      id: task.id,
      kind: task.kind,
      title: textOrNothing(task.title) ?? '–',
      level: above.length,
      parent: parts.length > 0,
      above,
      task,
    });
    parts.forEach((part) => below(part, [...above, task.id]));
  };
  for (const phase of phases) {
    const parts = children.get(phase.id) ?? [];
    lines.push({
      id: phase.id,
      kind: 'phase',
      title: textOrNothing(phase.name) ?? '–',
      level: 0,
      parent: parts.length > 0,
      above: [],
      phase,
    });
    parts.forEach((part) => below(part, [phase.id]));
  }
  return lines;
}
