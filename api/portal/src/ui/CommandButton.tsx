import { Button, type ButtonProps } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import type { Wish } from '../api/client';
import type { CommandName } from '../api/commands';
import { useMay } from '../api/may';
import { useI18n } from '../i18n';
import { CommandForm, type CommandFormProps } from './CommandForm';
import { Dialog } from './Dialog';
import { SendButton } from './SendButton';
import { WhatIf } from './WhatIf';

interface CommandButtonProps extends Omit<CommandFormProps, 'onDone' | 'onCancel' | 'preview'> {
  /** The name of the command where nothing else is said. */
  label?: string;
  /** What it is about, where the label alone says too little. */
  'aria-label'?: string;
  variant?: ButtonProps['variant'];
  /** Tells on demand what partners would gain and lose. */
  whatIf?: boolean;
  onDone?(records: string[]): void;
}

/** Opens the form of a command; absent for those who may not ask for it. */
export function CommandButton(props: CommandButtonProps) {
  const { label, 'aria-label': named, variant = 'default', whatIf, onDone, ...form } = props;
  const { t, name } = useI18n();
  const may = useMay();
  const [opened, { open, close }] = useDisclosure();
  if (!may(form.command)) return null;
  const told = label ?? name(form.command);
  const preview = (body: object) => (
    <WhatIf commands={[{ command: form.command, body } as unknown as Wish]} />
  );
  return (
    <>
      <Button variant={variant} onClick={open} aria-label={named}>
        {told}
      </Button>
      <Dialog opened={opened} onClose={close} title={named ?? told}>
        <CommandForm
          {...form}
          submit={form.submit ?? told}
          preview={whatIf ? preview : undefined}
          onDone={(records) => {
            close();
            notifications.show({ message: t('form.done') });
            onDone?.(records);
          }}
          onCancel={close}
        />
      </Dialog>
    </>
  );
}

interface ActButtonProps {
  command: CommandName;
  body: unknown;
  ifMatch?: string;
  label?: string;
  variant?: ButtonProps['variant'];
  onDone?(): void;
}

/** Sends a command that needs no more than a press; absent for those who may not ask for it. */
export function ActButton({ command, label, onDone, ...rest }: ActButtonProps) {
  const { t, name } = useI18n();
  const may = useMay();
  if (!may(command)) return null;
  const done = () => {
    notifications.show({ message: t('form.done') });
    onDone?.();
  };
  return (
    <SendButton {...rest} command={command} onDone={done}>
      {label ?? name(command)}
    </SendButton>
  );
}
