import { Alert, List, Text } from '@mantine/core';
import type { BatchResult } from '../api/batch';
import { ApiError } from '../api/client';
import { useI18n } from '../i18n';
import { ProblemAlert, wordsOf } from './Problem';

/** One of several commands, and what came of it. */
export interface Answered {
  name: string;
  result: BatchResult;
}

interface BatchOutcomeProps {
  of: { answered?: Answered[]; error: unknown; forget(): void };
}

/** What came of several commands: how many were done, and why others were refused. */
export function BatchOutcome({ of: { answered, error, forget } }: BatchOutcomeProps) {
  const i18n = useI18n();
  if (error) return <ProblemAlert error={error} />;
  if (!answered) return null;
  const refused = answered.filter(({ result }) => result.problem);
  return (
    <Alert
      role="status"
      color={refused.length ? 'orange' : 'green'}
      styles={{ label: { color: 'var(--mantine-color-text)' } }}
      title={i18n.n('batch.done', answered.length - refused.length)}
      withCloseButton
      closeButtonLabel={i18n.t('form.close')}
      onClose={forget}
    >
      {refused.length > 0 && (
        <>
          <Text size="sm">{i18n.n('batch.refused', refused.length)}</Text>
          <List size="sm">
            {refused.map(({ name, result }, at) => (
              <List.Item key={at}>
                {name}: {result.problem && wordsOf(new ApiError(result.problem), i18n).text}
              </List.Item>
            ))}
          </List>
        </>
      )}
    </Alert>
  );
}
