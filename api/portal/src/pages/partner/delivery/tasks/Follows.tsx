import { Anchor, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { TaskRow } from '../../../../api/client';
import { usePortalRows } from '../../../../api/rows';
import { useI18n } from '../../../../i18n';
import { listOf, textOrNothing } from '../../../../ui/shown';

const HOUR_MINUTES = 60;

/** What a task waits for, of what is visible. */
export function Follows({ task }: { task: TaskRow }) {
  const { t, name } = useI18n();
  const links = listOf(task.predecessors);
  const tasks = usePortalRows('project_tasks', { path: { id: task.project_id } }, links.length > 0);
  if (!links.length) return null;
  const lag = (minutes = 0) => {
    const hours = Math.abs(minutes) / HOUR_MINUTES;
    return minutes === 0 ? '' : ` · ${t(minutes > 0 ? 'task.lag' : 'task.lead', { hours })}`;
  };
  return (
    <Stack gap={0} component="section">
      <Title order={3} size="h5">
        {t('task.follows')}
      </Title>
      {links.map((link) => {
        const before = tasks.data?.rows.find(({ id }) => id === link.task);
        return (
          <Text key={link.task} size="sm">
            <Anchor
              className="target"
              renderRoot={(props) => (
                <Link
                  to={'.' as string}
                  search={((search: object) => ({ ...search, task: link.task })) as never}
                  {...props}
                />
              )}
            >
              {textOrNothing(before?.title) ?? t('task.unnamed')}
            </Anchor>{' '}
            <Text span c="dimmed">
              {name(link.kind ?? 'finish_to_start')}
              {lag(link.lag_minutes)}
            </Text>
          </Text>
        );
      })}
    </Stack>
  );
}
