import { Button, Group, Stack } from '@mantine/core';
import { useState } from 'react';
import { useCommand, type CommandName } from '../../../api/commands';
import { useI18n } from '../../../i18n';
import { ProblemAlert } from '../../../ui/Problem';
import { RejectForm } from '../../../ui/RejectForm';

interface DecideProps {
  approve: CommandName;
  reject: CommandName;
  /** What is decided about. */
  about: Record<string, string>;
  /** Beside "approve": the parts that can be approved by themselves. */
  parts?: { label: string; fields: Record<string, string> }[];
  /** Whether one decides about all of it. */
  whole: boolean;
  /** As it was read: nobody approves what he did not see. */
  tag?: string;
  onDone(): void;
}

/** Approves or rejects one thing. */
export function Decide({ approve, reject, about, parts = [], whole, tag, onDone }: DecideProps) {
  const { t } = useI18n();
  const approving = useCommand(approve);
  const rejecting = useCommand(reject);
  const [rejects, setRejects] = useState(false);
  const error = approving.error ?? rejecting.error;
  const send = (fields: Record<string, string> = {}) =>
    approving.mutate({ body: { ...about, ...fields }, ifMatch: tag }, { onSuccess: onDone });
  return (
    <Stack className="no-print">
      {error && <ProblemAlert error={error} />}
      {rejects ? (
        <RejectForm
          loading={rejecting.isPending}
          onCancel={() => setRejects(false)}
          onReject={(reason) =>
            rejecting.mutate({ body: { ...about, reason }, ifMatch: tag }, { onSuccess: onDone })
          }
        />
      ) : (
        <Group justify="flex-end">
          <Button variant="default" onClick={() => setRejects(true)}>
            {t('approvals.reject')}
          </Button>
          {parts.map(({ label, fields }) => (
            <Button
              key={label}
              variant={whole ? 'default' : 'filled'}
              disabled={!tag}
              onClick={() => send(fields)}
            >
              {label}
            </Button>
          ))}
          {whole && (
            <Button disabled={!tag} loading={approving.isPending} onClick={() => send()}>
              {t('approvals.approve')}
            </Button>
          )}
        </Group>
      )}
    </Stack>
  );
}
