import { Button, Group, Paper, Progress, Stack, Text } from '@mantine/core';
import { useI18n } from '../../../i18n';
import { StatusBadge } from '../../../ui/StatusBadge';
import { useProgress, useStop } from './running';

const RUNNING = ['receiving', 'reading', 'rehearsing', 'taking'];

/** How far an import is, with a way to stop it. */
export function ProgressBar({ id }: { id: string }) {
  const { t, name, number } = useI18n();
  const { data, error } = useProgress(id);
  const stop = useStop();
  if (error) return <Text c="dimmed">{t('import.forgotten')}</Text>;
  if (!data) return null;
  const { stage, done, total, per_second } = data;
  const runs = RUNNING.includes(stage);
  const percent = total ? Math.min(100, Math.round((100 * done) / total)) : runs ? 0 : 100;
  return (
    <Paper withBorder p="sm">
      <Stack gap="xs">
        <Group justify="space-between">
          <Group gap="xs" role="status">
            <StatusBadge status={runs ? 'running' : stage} />
            <Text>
              {runs
                ? t('import.stage', { stage: name(`stage_${stage}`) })
                : t(stage === 'stopped' ? 'import.stopped' : 'import.over')}
            </Text>
          </Group>
          {runs && (
            <Button variant="default" onClick={() => stop.mutate(id)} loading={stop.isPending}>
              {t('import.stop')}
            </Button>
          )}
        </Group>
        <Progress value={percent} aria-label={t('import.progress')} />
        <Text size="sm" c="dimmed">
          {t('import.rows', { done: number(done), total: number(total) })} ·{' '}
          {t('import.rate', { rate: number(per_second) })}
        </Text>
      </Stack>
    </Paper>
  );
}
