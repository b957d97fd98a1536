import { useMemo } from 'react';
import type { ColumnLook } from '../../../ui/DataTable';
import { named, useNames, type NameOf } from '../../../ui/names';

/** The names of everything that records of projects point to. */
export interface ProjectNames {
  accounts: NameOf;
  staff: NameOf;
  persons: NameOf;
  projects: NameOf;
  phases: NameOf;
  milestones: NameOf;
  levels: NameOf;
  tasks: NameOf;
}

export function useProjectNames(): ProjectNames {
  const accounts = useNames('AccountId');
  const staff = useNames('StaffUserId');
  const persons = useNames('PersonId');
  const projects = useNames('ProjectId');
  const phases = useNames('PhaseId');
  const milestones = useNames('MilestoneId');
  const levels = useNames('AccessLevelId');
  const tasks = useNames('TaskId');
  return useMemo(
    () => ({ accounts, staff, persons, projects, phases, milestones, levels, tasks }),
    [accounts, staff, persons, projects, phases, milestones, levels, tasks],
  );
}

/** How the columns are shown that hold ids, by the names that they have in all lists of projects. */
export function useLooks(): Record<string, ColumnLook<{ id: string }>> {
  const names = useProjectNames();
  return useMemo(
    () => ({
      ...named('customer', names.accounts),
      ...named('manager', names.staff),
      ...named('person', names.persons),
      ...named('owner', names.persons),
      ...named('supervisor', names.persons),
      ...named('assignees', names.persons),
      ...named('project', names.projects),
      ...named('phase', names.phases),
      ...named('phases', names.phases),
      ...named('go_live', names.milestones),
      ...named('milestones', names.milestones),
      ...named('access_level', names.levels),
      ...named('parent', names.tasks),
      ...named('tasks', names.tasks),
    }),
    [names],
  );
}
