import { Button, Group, Modal, Stack, Text, TextInput, type ButtonProps } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState, type ReactNode } from 'react';
import type { Wish } from '../api/client';
import { useCommand, type CommandName } from '../api/commands';
import { useI18n } from '../i18n';
import { CommandForm, type CommandFormProps } from './CommandForm';
import { ProblemAlert } from './Problem';
import { WhatIf, WhatIfOf } from './WhatIf';

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

/** One command with nothing to fill in: asked once more before it is done, with room for a reason. */
export function AskedCommand(props: AskedCommandProps) {
  const { command, body, ifMatch, explain, whatIf, onDone, children, ...rest } = props;
  const { t } = useI18n();
  const [open, dialog] = useDisclosure();
  const [reason, setReason] = useState('');
  const sending = useCommand(command);
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
      <Modal
        opened={open}
        onClose={dialog.close}
        title={rest['aria-label'] ?? children}
        size="lg"
        closeButtonProps={{ 'aria-label': t('form.close'), size: 44 }}
      >
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
          <Group justify="flex-end">
            <Button variant="default" onClick={dialog.close}>
              {t('form.cancel')}
            </Button>
            <Button onClick={send} loading={sending.isPending}>
              {children}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}

interface CommandDialogProps extends Omit<CommandFormProps, 'onDone' | 'onCancel' | 'preview'> {
  /** Tells on demand what partners would gain and lose. */
  whatIf?: boolean;
  /** What stands on the button, and above the form. */
  label: string;
  'aria-label'?: string;
  variant?: ButtonProps['variant'];
  onDone?(records: string[]): void;
}

/** A button that opens the form of a command. */
export function CommandDialog(props: CommandDialogProps) {
  const { label, variant = 'default', whatIf, onDone, ...form } = props;
  const { t } = useI18n();
  const [open, dialog] = useDisclosure();
  const done = (records: string[]) => {
    dialog.close();
    onDone?.(records);
  };
  return (
    <>
      <Button variant={variant} onClick={dialog.open} aria-label={form['aria-label']}>
        {label}
      </Button>
      <Modal
        opened={open}
        onClose={dialog.close}
        title={form['aria-label'] ?? label}
        size="lg"
        closeButtonProps={{ 'aria-label': t('form.close'), size: 44 }}
      >
        {open && (
          <CommandForm
            {...form}
            preview={
              whatIf
                ? (body) => (
                    <WhatIf commands={[{ command: form.command, body } as unknown as Wish]} />
                  )
                : undefined
            }
            onDone={done}
            onCancel={dialog.close}
          />
        )}
      </Modal>
    </>
  );
}
