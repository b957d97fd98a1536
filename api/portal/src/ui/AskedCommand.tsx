import { Button, Stack, Text, TextInput, type ButtonProps } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState, type ReactNode } from 'react';
import type { Wish } from '../api/client';
import { useCommand, type CommandName } from '../api/commands';
import { useMay } from '../api/may';
import { useI18n } from '../i18n';
import { Dialog } from './Dialog';
import { FormButtons } from './FormButtons';
import { ProblemAlert } from './Problem';
import { WhatIfOf } from './WhatIf';

/** The longest reason that the log takes. */
const REASON_CHARS_MAX = 200;

interface AskedCommandProps extends ButtonProps {
  command: CommandName;
  body: object;
  ifMatch?: string;
  /** What is to be known before it is done; without it, what happens is the label alone. */
  explain?: ReactNode;
  /** Tells what partners would gain and lose before it is done. */
  whatIf?: boolean;
  /** The name of the button where its label alone says too little. */
  'aria-label'?: string;
  children: string;
  onDone?(records: string[]): void;
}

/**
 * One command with nothing to fill in: asked once more before it is done, with room for a reason.
 * Absent for those who may not ask for it.
 */
export function AskedCommand(props: AskedCommandProps) {
  const { command, body, ifMatch, explain, whatIf, onDone, children, ...rest } = props;
  const { t } = useI18n();
  const [open, dialog] = useDisclosure();
  const [reason, setReason] = useState('');
  const may = useMay();
  const sending = useCommand(command);
  if (!may(command)) return null;
  const send = () =>
    sending.mutate(
      { body, ifMatch, reason },
      {
        onSuccess: ({ records }) => {
          dialog.close();
          onDone?.(records);
        },
      },
    );
  return (
    <>
      <Button variant="default" {...rest} onClick={dialog.open}>
        {children}
      </Button>
      <Dialog opened={open} onClose={dialog.close} title={rest['aria-label'] ?? children}>
        <Stack>
          {explain && <Text size="sm">{explain}</Text>}
          {whatIf && open && <WhatIfOf commands={[{ command, body } as unknown as Wish]} />}
          <TextInput
            label={t('form.reason')}
            value={reason}
            maxLength={REASON_CHARS_MAX}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          {sending.error && <ProblemAlert error={sending.error} />}
          <FormButtons
            submit={children}
            busy={sending.isPending}
            onCancel={dialog.close}
            onSubmit={send}
          />
        </Stack>
      </Dialog>
    </>
  );
}
