import { SegmentedControl, Text } from '@mantine/core';
import { useId } from 'react';
import type { TaskRow } from '../../../../api/client';
import { useCommand } from '../../../../api/commands';
import type { Tagged } from '../../../../api/eyes';
import { useI18n } from '../../../../i18n';
import { ProblemAlert } from '../../../../ui/Problem';

/** Where a task may stand, in the order in which it goes. */
export const TASK_STATUSES = ['open', 'in_progress', 'blocked', 'done'] as const;

/** Where a task stands, to be set. */
export function TaskStatus({ task, tag }: { task: TaskRow } & Pick<Tagged<TaskRow>, 'tag'>) {
  const { t, name } = useI18n();
  const label = useId();
  const setting = useCommand('set-task-status');
  const { id, status } = task;
  if (!TASK_STATUSES.some((known) => known === status)) return null;
  return (
    <div>
      <Text id={label} size="sm" fw={600} mb={4}>
        {t('task.status')}
      </Text>
      <SegmentedControl
        aria-labelledby={label}
        className="status-choice"
        fullWidth
        data={TASK_STATUSES.map((one) => ({ value: one, label: name(one) }))}
        value={status}
        disabled={setting.isPending}
        onChange={(next) => setting.mutate({ body: { task: id, status: next }, ifMatch: tag })}
      />
      <div role="status">
        {setting.isSuccess && (
          <Text size="sm">{t('task.statusSet', { status: name(String(status)) })}</Text>
        )}
      </div>
      {setting.error && <ProblemAlert error={setting.error} />}
    </div>
  );
}
