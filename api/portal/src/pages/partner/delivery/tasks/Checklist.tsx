import { Checkbox, Stack, Text, Title } from '@mantine/core';
import type { TaskRow } from '../../../../api/client';
import { useCommand } from '../../../../api/commands';
import { useEyes, type Tagged } from '../../../../api/eyes';
import { useI18n } from '../../../../i18n';
import { ProblemAlert } from '../../../../ui/Problem';
import { listOf } from '../../../../ui/shown';

/** What is to be ticked off of a task. */
export function Checklist({ task, tag }: { task: TaskRow } & Pick<Tagged<TaskRow>, 'tag'>) {
  const { t } = useI18n();
  const changing = useCommand('change-task');
  const own = useEyes().kind === 'own';
  const items = listOf(task.checklist);
  const done = items.filter((item) => item.done).length;
  // The list is kept as a whole, so the tag says that nobody else has ticked meanwhile.
  const tick = (at: number, ticked: boolean) => {
    const checklist = items.map((item, other) => (other === at ? { ...item, done: ticked } : item));
    changing.mutate({ body: { task: task.id, checklist }, ifMatch: tag });
  };
  return (
    <Stack gap="xs" component="section">
      <Title order={3} size="h5">
        {t('task.checklist')}{' '}
        <Text span size="sm" c="dimmed" role="status">
          {t('task.checked', { done, all: items.length })}
        </Text>
      </Title>
      {items.map((item, at) => (
        <Checkbox
          key={`${at} ${item.text}`}
          className="check-row"
          label={item.text}
          checked={item.done ?? false}
          disabled={!own || changing.isPending}
          onChange={(event) => tick(at, event.currentTarget.checked)}
        />
      ))}
      {changing.error && <ProblemAlert error={changing.error} />}
    </Stack>
  );
}
