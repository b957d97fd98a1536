import { Alert, Button, Group, List, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState, type FormEvent } from 'react';
import { useBatch, type BatchCommand, type BatchResult } from '../api/batch';
import { useI18n } from '../i18n';
import { ProblemAlert } from './Problem';

interface BatchButtonsProps<R extends { id: string }> {
  /** Approves each of the chosen. */
  approve: BatchCommand;
  reject: BatchCommand;
  chosen: R[];
  /** The field of both commands that says which. */
  field: 'timesheet' | 'expense';
  titleOf(row: R): string;
  onDone(results: Answered[]): void;
}

/** What became of one of the chosen. */
export interface Answered {
  title: string;
  result: BatchResult;
}

/** Decides about everything that is chosen; each gets an answer of its own. */
export function BatchButtons<R extends { id: string }>(props: BatchButtonsProps<R>) {
  const { chosen, field, titleOf, onDone } = props;
  const { t, n, name } = useI18n();
  const batch = useBatch();
  const [asks, { open, close }] = useDisclosure();
  const [reason, setReason] = useState('');
  const send = (command: BatchCommand, more: object = {}) =>
    batch.mutate(
      { command, items: chosen.map(({ id }) => ({ [field]: id, ...more })) },
      {
        onSuccess: (results) => {
          close();
          setReason('');
          onDone(
            results.flatMap((result, at) => {
              const row = chosen[at];
              return row ? [{ title: titleOf(row), result }] : [];
            }),
          );
        },
      },
    );
  const reject = (event: FormEvent) => {
    event.preventDefault();
    send(props.reject, { reason });
  };
  return (
    <>
      <Button variant="filled" loading={batch.isPending} onClick={() => send(props.approve)}>
        {n('book.approveChosen', chosen.length)}
      </Button>
      <Button variant="default" onClick={open}>
        {n('book.rejectChosen', chosen.length)}
      </Button>
      {batch.error && !asks && <ProblemAlert error={batch.error} />}
      <Modal
        opened={asks}
        onClose={close}
        title={n('book.rejectChosen', chosen.length)}
        closeButtonProps={{ 'aria-label': t('form.close') }}
      >
        <form onSubmit={reject}>
          <Stack>
            <TextInput
              label={name('reason')}
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
              required
            />
            {batch.error && <ProblemAlert error={batch.error} />}
            <Group justify="flex-end">
              <Button variant="default" onClick={close}>
                {t('form.cancel')}
              </Button>
              <Button type="submit" loading={batch.isPending}>
                {t('book.reject')}
              </Button>
            </Group>
          </Stack>
        </form>
      </Modal>
    </>
  );
}

/** What became of a batch: how many were done, and why the others were not. */
export function BatchAnswers({ of, onClose }: { of: Answered[]; onClose(): void }) {
  const { t, n } = useI18n();
  if (of.length === 0) return null;
  const refused = of.filter(({ result }) => result.problem);
  return (
    <Alert
      color={refused.length ? 'orange' : 'green'}
      role="status"
      withCloseButton
      closeButtonLabel={t('form.close')}
      onClose={onClose}
    >
      <Text fw={600}>{n('book.answered', of.length - refused.length)}</Text>
      {refused.length > 0 && (
        <>
          <Text size="sm">{n('book.refused', refused.length)}</Text>
          <List size="sm">
            {refused.map(({ title, result }) => (
              <List.Item key={title}>
                {title}: {result.problem?.detail} – {result.problem?.help}
              </List.Item>
            ))}
          </List>
        </>
      )}
    </Alert>
  );
}
