import { Alert, Button, Group, List, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import { ApiError, type Done } from '../api/client';
import { send, type CommandName, type Sent } from '../api/commands';
import { useI18n } from '../i18n';
import { wordsOf } from './Problem';
import { StatusBadge } from './StatusBadge';

/** One command of several; its fields may need records that the commands before it made. */
export interface Step {
  /** What it does, in words. */
  label: string;
  command: CommandName;
  /** The fields; made when it is its turn, from the records of the steps before, by their number. */
  sent(made: string[][]): Sent | Promise<Sent>;
}

type Progress = { state: 'waiting' | 'running' | 'done' } | { state: 'failed'; error: unknown };

/**
 * Commands that are sent one after another. The first that is refused stops the rest; sending goes on
 * with it, and what was done before is not done again.
 */
export function useSequence() {
  const queries = useQueryClient();
  const [progress, setProgress] = useState<Progress[]>([]);
  const done = useRef<{ keys: string[]; made: string[][] }>({ keys: [], made: [] });
  const [running, setRunning] = useState(false);
  const run = useCallback(
    async (steps: Step[]) => {
      const { keys, made } = done.current;
      const tell = (at: number, one: Progress) =>
        setProgress((before) => steps.map((_, i) => (i === at ? one : (before[i] ?? WAITING))));
      setRunning(true);
      try {
        for (let at = made.length; at < steps.length; at += 1) {
          const { command, sent } = steps[at]!;
          tell(at, { state: 'running' });
          keys[at] ??= crypto.randomUUID();
          try {
            const answer: Done = await send(command, await sent(made), keys[at]);
            made.push(answer.records);
            tell(at, { state: 'done' });
          } catch (error) {
            // What was refused may be sent otherwise: that is another request.
            if (error instanceof ApiError) delete keys[at];
            tell(at, { state: 'failed', error });
            return undefined;
          }
        }
        return made;
      } finally {
        setRunning(false);
        await Promise.all([
          queries.invalidateQueries({ queryKey: ['portal'] }),
          queries.invalidateQueries({ queryKey: ['staff'] }),
        ]);
      }
    },
    [queries],
  );
  const forget = useCallback(() => {
    done.current = { keys: [], made: [] };
    setProgress([]);
  }, []);
  const failed = progress.some(({ state }) => state === 'failed');
  return { run, forget, progress, running, failed, begun: progress.length > 0 };
}

const WAITING: Progress = { state: 'waiting' };

interface SequenceReportProps {
  steps: Step[];
  progress: Progress[];
  running: boolean;
  onAgain(): void;
}

/** How far the commands came, and what stopped them. */
export function SequenceReport({ steps, progress, running, onAgain }: SequenceReportProps) {
  const i18n = useI18n();
  const { t } = i18n;
  const failed = progress.find((one) => one.state === 'failed');
  const count = progress.filter(({ state }) => state === 'done').length;
  return (
    <Stack gap="xs">
      <Text role="status" fw={600}>
        {t('sequence.done', { count, total: steps.length })}
      </Text>
      <List listStyleType="none" spacing={4}>
        {steps.map(({ label }, at) => (
          <List.Item key={at}>
            <Group gap="xs">
              <StatusBadge status={progress[at]?.state ?? 'waiting'} />
              <Text size="sm">{label}</Text>
            </Group>
          </List.Item>
        ))}
      </List>
      {failed && (
        <Alert color="red" variant="light" title={t('sequence.stopped')} role="alert">
          <Stack gap="xs" align="start">
            <Text size="sm">{wordsOf(failed.error, i18n).text}</Text>
            <Text size="sm">{wordsOf(failed.error, i18n).help}</Text>
            <Text size="sm">{t('sequence.stays')}</Text>
            <Button variant="default" onClick={onAgain} loading={running}>
              {t('sequence.again')}
            </Button>
          </Stack>
        </Alert>
      )}
    </Stack>
  );
}
