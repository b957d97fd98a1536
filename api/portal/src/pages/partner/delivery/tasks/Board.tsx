import { Button, Menu, Paper, Text, Title, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { useCommand } from '../../../../api/commands';
import { useEyes } from '../../../../api/eyes';
import type { RowOf } from '../../../../api/rows';
import { useI18n } from '../../../../i18n';
import { useMe } from '../../../../session';
import { showProblem } from '../../../../ui/Problem';
import { listOf, momentOf, textOrNothing } from '../../../../ui/shown';
import { StatusBadge } from '../../../../ui/StatusBadge';
import './board.css';
import { TASK_STATUSES } from './TaskStatus';

type Task = RowOf<'tasks'>;
interface BoardProps {
  tasks: Task[];
  /** The names of projects, by id. */
  projects: ReadonlyMap<string, string>;
  onOpen(id: string): void;
}

/** Tasks in columns by where they stand. A card is dragged, or moved by its menu. */
export function Board({ tasks, projects, onOpen }: BoardProps) {
  const i18n = useI18n();
  const { n, t, name } = i18n;
  const own = useEyes().kind === 'own';
  const setting = useCommand('set-task-status');
  const [over, setOver] = useState<string>();
  const [said, say] = useState('');
  const move = (task: string, status: string) => {
    const moved = tasks.find(({ id }) => id === task);
    if (!moved || moved.status === status) return;
    setting.mutate(
      { body: { task, status } },
      {
        onSuccess: () => say(t('task.statusSet', { status: name(status) })),
        onError: (error) => showProblem(error, i18n),
      },
    );
  };
  // Where it stands may be hidden: such tasks have a column of their own.
  const unsaid = tasks.filter(({ status }) => !TASK_STATUSES.some((known) => known === status));
  return (
    <>
      <div role="status" className="said">
        {said}
      </div>
      <div className="board">
        {TASK_STATUSES.map((status) => {
          const here = tasks.filter((task) => task.status === status);
          return (
            <section
              key={status}
              className="board-column"
              aria-label={name(status)}
              data-over={over === status || undefined}
              onDragOver={(event) => {
                event.preventDefault();
                setOver(status);
              }}
              onDragLeave={() => setOver(undefined)}
              onDrop={(event) => {
                event.preventDefault();
                setOver(undefined);
                move(event.dataTransfer.getData('text/plain'), status);
              }}
            >
              <Title order={2} size="h5">
                <StatusBadge status={status} />{' '}
                <Text span size="sm" c="dimmed">
                  {n('myTasks.count', here.length)}
                </Text>
              </Title>
              {here.map((task) => (
                <Card
                  key={task.id}
                  task={task}
                  project={projects.get(task.project_id)}
                  onOpen={onOpen}
                  onMove={own ? move : undefined}
                />
              ))}
            </section>
          );
        })}
        {unsaid.length > 0 && (
          <section className="board-column" aria-label={t('value.hidden')}>
            <Title order={2} size="h5">
              {t('value.hidden')}
            </Title>
            {unsaid.map((task) => (
              <Card
                key={task.id}
                task={task}
                project={projects.get(task.project_id)}
                onOpen={onOpen}
              />
            ))}
          </section>
        )}
      </div>
    </>
  );
}

interface CardProps {
  task: Task;
  project?: string;
  onOpen(id: string): void;
  onMove?(task: string, status: string): void;
}

function Card({ task, project, onOpen, onMove }: CardProps) {
  const { t, name } = useI18n();
  const title = textOrNothing(task.title) ?? t('task.unnamed');
  const checks = listOf(task.checklist);
  return (
    <Paper
      withBorder
      p="sm"
      draggable={Boolean(onMove)}
      onDragStart={(event) => event.dataTransfer.setData('text/plain', task.id)}
      className="card"
    >
      <UnstyledButton className="card-open" onClick={() => onOpen(task.id)}>
        {title}
      </UnstyledButton>
      <Text size="sm" c="dimmed">
        {project}
      </Text>
      <Due task={task} />
      {checks.length > 0 && (
        <Text size="sm">
          {t('task.checklist')}:{' '}
          {t('task.checked', {
            done: checks.filter((item) => item.done).length,
            all: checks.length,
          })}
        </Text>
      )}
      {onMove && (
        <Menu withinPortal position="bottom-start">
          <Menu.Target>
            <Button
              variant="default"
              mt={6}
              mih={44}
              aria-label={t('myTasks.moveNamed', { name: title })}
            >
              {name(String(task.status))} ▾
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {TASK_STATUSES.filter((status) => status !== task.status).map((status) => (
              <Menu.Item key={status} mih={44} onClick={() => onMove(task.id, status)}>
                {t('myTasks.move', { status: name(status) })}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </Paper>
  );
}

/** Until when a task is planned, and whether that is past. */
function Due({ task }: { task: Task }) {
  const { t, format } = useI18n();
  const me = useMe();
  const end = momentOf(task.end);
  if (end === undefined) {
    const told = textOrNothing(task.end);
    return told ? <Text size="sm">{t('myTasks.until', { day: told })}</Text> : null;
  }
  const day = format(me.workspace_zone, { weekday: 'short', day: '2-digit', month: 'short' });
  const late = end < Date.now() && task.status !== 'done';
  return (
    <Text size="sm">
      {t('myTasks.until', { day: day.format(end) })}
      {late && <strong> · {t('myTasks.late')}</strong>}
    </Text>
  );
}
