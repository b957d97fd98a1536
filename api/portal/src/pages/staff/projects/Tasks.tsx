import { Checkbox, Stack } from '@mantine/core';
import type { TaskEntry } from '../../../api/client';
import { tagOf, useStaffRows } from '../../../api/rows';
import { useI18n } from '../../../i18n';
import { useMe } from '../../../session';
import { ActButton, CommandButton } from '../../../ui/CommandButton';
import { Part } from '../../../ui/Detail';
import { RecordFacts } from '../../../ui/Facts';
import { Line, Lines } from '../../../ui/Lines';
import { Empty } from '../../../ui/Page';
import { Records } from '../../../ui/Records';
import { Attachments } from './Attachments';
import { Comments } from './Comments';
import { useLooks, useProjectNames } from './looks';

const SKIPPED = ['predecessors', 'checklist', 'description'];

/** The tasks of a project. */
export function Tasks({ project }: { project: string }) {
  const { t } = useI18n();
  const looks = useLooks();
  const me = useMe();
  const list = useStaffRows('staff_tasks', { filters: { project } });
  return (
    <Records
      of={list}
      first="title"
      name="staff-tasks"
      caption={t('project.tasks')}
      looks={looks}
      without={['project', ...SKIPPED]}
      filters={['status', 'phase', 'kind']}
      zone={me.workspace_zone}
      csv={`/v1/staff/tasks?project=${project}&format=csv`}
      empty={<Empty title={t('project.noTasks')}>{t('project.noTasksWhy')}</Empty>}
      titleOf={({ title }) => title}
      actions={(task) => <TaskActions task={task} />}
      detail={(task) => <Task task={task} />}
    />
  );
}

function TaskActions({ task }: { task: TaskEntry }) {
  const { id, status, assignees, predecessors } = task;
  const of = { fixed: { task: id }, ifMatch: tagOf(task) };
  return (
    <>
      <CommandButton {...of} command="set-task-status" initial={{ status }} />
      <CommandButton
        {...of}
        command="change-task"
        initial={task as unknown as Record<string, unknown>}
      />
      <CommandButton {...of} command="assign-task" initial={{ assignees }} />
      <CommandButton {...of} command="link-task" initial={{ predecessors }} />
      <ActButton command="remove-task" body={{ task: id }} ifMatch={tagOf(task)} />
    </>
  );
}

function Task({ task }: { task: TaskEntry }) {
  const { t, name } = useI18n();
  const looks = useLooks();
  const { tasks } = useProjectNames();
  const me = useMe();
  const follows = task.predecessors.map((link) => ({ ...link, id: link.task }));
  return (
    <>
      <RecordFacts
        of={task}
        looks={looks}
        skip={['title', 'predecessors', 'checklist']}
        zone={me.workspace_zone}
      />
      {task.checklist.length > 0 && (
        <Part title={name('checklist')}>
          <Stack gap="xs">
            {task.checklist.map((item, at) => (
              <Checkbox key={at} label={item.text} checked={item.done ?? false} readOnly />
            ))}
          </Stack>
        </Part>
      )}
      {follows.length > 0 && (
        <Part title={name('predecessors')}>
          <Lines of={follows} none="">
            {({ id, kind, lag_minutes }) => (
              <Line
                title={tasks(id)}
                about={[
                  name(kind ?? 'finish_to_start'),
                  lag_minutes && t('project.lag', { minutes: lag_minutes }),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              />
            )}
          </Lines>
        </Part>
      )}
      <Comments about={{ task: task.id }} />
      <Attachments about={{ task: task.id }} />
    </>
  );
}
