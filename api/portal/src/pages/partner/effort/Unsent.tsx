import { Button, Group, Stack, Text } from '@mantine/core';
import { ApiError } from '../../../api/client';
import { useI18n } from '../../../i18n';
import { ProblemAlert } from '../../../ui/Problem';
import { hoursText, type HoursLook } from './hours';
import type { Ledger } from './ledger';
import type { WeekRow } from './WeekGrid';

interface UnsentProps {
  ledger: Ledger;
  cells: string[];
  rows: WeekRow[];
  look: HoursLook;
}

/** Cells that the server did not take: what was written is still there, and why it was refused. */
export function Unsent({ ledger, cells, rows, look }: UnsentProps) {
  const i18n = useI18n();
  const { t } = i18n;
  const failed = cells.filter((cell) => ledger.intents.get(cell)?.error);
  return (
    <Stack gap="xs" aria-live="polite">
      {failed.map((cell) => {
        const intent = ledger.intents.get(cell);
        const [place, day = ''] = cell.split(' ');
        const title = rows.find(({ key }) => key === place)?.title ?? '';
        return (
          <Stack key={cell} gap={4}>
            <Group gap="xs">
              <Text size="sm" fw={600}>
                {title} · {i18n.day(day)} · {hoursText(intent?.hours ?? 0, look, i18n)} h
              </Text>
              {!(intent?.error instanceof ApiError) && (
                <Button variant="default" onClick={() => ledger.retry(cell)}>
                  {t('problem.retry')}
                </Button>
              )}
              <Button variant="default" onClick={() => ledger.discard(cell)}>
                {t('week.discard')}
              </Button>
            </Group>
            <ProblemAlert error={intent?.error} />
          </Stack>
        );
      })}
    </Stack>
  );
}
