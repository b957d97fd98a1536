import { Alert, List, Text } from '@mantine/core';
import type { Answered } from '../api/batch';
import { ApiError, type Problem } from '../api/client';
import { useI18n } from '../i18n';
import { wordsOf } from './Problem';

const isDone = ({ result }: Answered<unknown>) => result.status < 300;

interface BatchOutcomeProps<I> {
  answered: Answered<I>[];
  /** What an item is called. */
  label(item: I): string;
  onClose(): void;
}

/** What came of each of several commands: how many were done, and why others were refused. */
export function BatchOutcome<I>({ answered, label, onClose }: BatchOutcomeProps<I>) {
  const i18n = useI18n();
  const refused = answered.filter((one) => !isDone(one));
  return (
    <Alert
      role="status"
      color={refused.length ? 'orange' : 'green'}
      title={i18n.n('batch.done', answered.length - refused.length)}
      withCloseButton
      closeButtonLabel={i18n.t('form.close')}
      onClose={onClose}
    >
      {refused.length > 0 && (
        <>
          <Text size="sm">{i18n.n('batch.refused', refused.length)}</Text>
          <List size="sm">
            {refused.map(({ item, result }, at) => (
              <List.Item key={at}>
                {label(item)}:{' '}
                {wordsOf(new ApiError(result.problem as unknown as Problem), i18n).text}
              </List.Item>
            ))}
          </List>
        </>
      )}
    </Alert>
  );
}
