import { Anchor, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { TaskRow } from '../../../../api/client';
import { useEyes, type Tagged } from '../../../../api/eyes';
import { usePortalRecord, usePortalRows } from '../../../../api/rows';
import { useI18n } from '../../../../i18n';
import { useMe } from '../../../../session';
import { Actions } from '../../../../ui/Actions';
import { Detail } from '../../../../ui/Detail';
import { Facts, Passage } from '../../../../ui/Facts';
import { Told } from '../../../../ui/Problem';
import { Remarks } from '../../../../ui/remarks/Remarks';
import { WhyHere } from '../../../../ui/WhyHere';
import { fieldsIn, momentOf, textOrNothing } from '../../../../ui/shown';
import { Checklist } from './Checklist';
import { Follows } from './Follows';
import { TaskStatus } from './TaskStatus';

const FACTS = ['status', 'start', 'end', 'assignees', 'planned_hours', 'logged_hours'];
const CHANGED = ['title', 'description'];

interface TaskDetailProps {
  id: string;
  onClose(): void;
}

/** One task: what is to be done, by whom, how far it is; and what can be done about it here. */
export function TaskDetail({ id, onClose }: TaskDetailProps) {
  const { t } = useI18n();
  const task = usePortalRecord('task', { path: { id } });
  const title = textOrNothing(task.data?.record.title) ?? t('task.unnamed');
  return (
    <Detail title={title} onClose={onClose}>
      <Told of={task}>{(told) => <Task {...told} onGone={onClose} />}</Told>
    </Detail>
  );
}

function Task({ record, tag, onGone }: Tagged<TaskRow> & { onGone(): void }) {
  const { t } = useI18n();
  const me = useMe();
  const own = useEyes().kind === 'own';
  const { id, mine, heading_only, kind } = record;
  // Of a task that is only the heading of another, nothing but the title is told.
  if (heading_only) return <InProject task={record} />;
  return (
    <>
      <InProject task={record} />
      {kind === 'work' && own && <TaskStatus task={record} tag={tag} />}
      {!mine && own && (
        <Text size="sm" c="dimmed">
          {t('task.notYours')}
        </Text>
      )}
      <TaskActions record={record} tag={tag} onGone={onGone} />
      <Facts record={record} fields={FACTS} zone={me.workspace_zone} />
      <Passage field="description" text={record.description} />
      <Follows task={record} />
      {Array.isArray(record.checklist) && <Checklist task={record} tag={tag} />}
      <Remarks about="task" id={id} />
      <WhyHere id={id} />
    </>
  );
}

function InProject({ task }: { task: TaskRow }) {
  const { t } = useI18n();
  const projects = usePortalRows('projects');
  const phases = usePortalRows('project_phases', { path: { id: task.project_id } });
  const project = projects.data?.rows.find(({ id }) => id === task.project_id);
  const phase = phases.data?.rows.find(({ id }) => id === task.phase_id);
  return (
    <Text size="sm">
      <Anchor
        renderRoot={(props) => (
          <Link
            to={`/projects/${task.project_id}`}
            search={{ tab: 'plan', task: task.id } as never}
            {...props}
          />
        )}
      >
        {textOrNothing(project?.name) ?? t('project.unnamed')}
      </Anchor>
      {phase?.name && ` · ${phase.name}`}
    </Text>
  );
}

function TaskActions({ record, tag, onGone }: Tagged<TaskRow> & { onGone(): void }) {
  const { t } = useI18n();
  const { id, mine, kind } = record;
  const { only, initial } = fieldsIn(record, CHANGED);
  // A slot is put in whole, so only where both of its ends are told.
  const [start, end] = [momentOf(record.start), momentOf(record.end)];
  const slot =
    start !== undefined && end !== undefined ? { start: record.start, end: record.end } : undefined;
  const planned = typeof record.planned_hours === 'number' ? record.planned_hours : undefined;
  const fields = [
    ...only,
    ...('start' in record && 'end' in record ? ['slot'] : []),
    ...(planned === undefined ? [] : ['planned']),
  ];
  const today = new Date().toLocaleDateString('sv');
  return (
    <Actions
      actions={[
        ...(kind === 'work'
          ? [
              {
                label: t('task.logTime'),
                main: mine,
                rare: !mine,
                form: {
                  command: 'log-time' as const,
                  fixed: { on: { task: id } },
                  only: ['day', 'hours', 'note'],
                  initial: { day: today },
                },
              },
            ]
          : []),
        {
          label: t('task.change'),
          rare: !mine,
          form: {
            command: 'change-task' as const,
            fixed: { task: id },
            only: fields,
            initial: { ...initial, ...(slot && { slot }), ...(planned && { planned }) },
            changes: true,
            ifMatch: tag,
          },
        },
        {
          label: t('task.remove'),
          rare: true,
          confirm: t('task.removeSure'),
          does: { command: 'remove-task' as const, body: { task: id }, ifMatch: tag },
          onDone: onGone,
        },
      ]}
    />
  );
}
