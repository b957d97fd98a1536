import { Button, Modal, type ButtonProps } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useCommand, type CommandName } from '../api/commands';
import { useMay } from '../api/may';
import { useI18n } from '../i18n';
import { CommandForm, type CommandFormProps } from './CommandForm';
import { showProblem } from './Problem';

type FormProps = Omit<CommandFormProps, 'onDone' | 'onCancel'>;
interface CommandButtonProps extends FormProps {
  /** The name of the command where nothing else is said. */
  label?: string;
  variant?: ButtonProps['variant'];
  onDone?(records: string[]): void;
}

/** Opens the form of a command; absent for those who may not ask for it. */
export function CommandButton({ label, variant = 'default', onDone, ...form }: CommandButtonProps) {
  const { t, name } = useI18n();
  const may = useMay();
  const [opened, { open, close }] = useDisclosure();
  if (!may(form.command)) return null;
  const told = label ?? name(form.command);
  return (
    <>
      <Button variant={variant} onClick={open}>
        {told}
      </Button>
      <Modal
        opened={opened}
        onClose={close}
        title={told}
        size="lg"
        closeButtonProps={{ 'aria-label': t('form.close') }}
      >
        <CommandForm
          {...form}
          submit={form.submit ?? told}
          onDone={(records) => {
            close();
            notifications.show({ message: t('form.done') });
            onDone?.(records);
          }}
          onCancel={close}
        />
      </Modal>
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

/** Sends a command that needs no more than a press. */
export function ActButton({
  command,
  body,
  ifMatch,
  label,
  variant = 'default',
  onDone,
}: ActButtonProps) {
  const i18n = useI18n();
  const may = useMay();
  const sending = useCommand(command);
  if (!may(command)) return null;
  const act = () =>
    sending.mutate(
      { body, ifMatch },
      {
        onSuccess: () => {
          notifications.show({ message: i18n.t('form.done') });
          onDone?.();
        },
        onError: (error) => showProblem(error, i18n),
      },
    );
  return (
    <Button variant={variant} onClick={act} loading={sending.isPending}>
      {label ?? i18n.name(command)}
    </Button>
  );
}
