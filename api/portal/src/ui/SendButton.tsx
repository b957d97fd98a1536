import { Button, type ButtonProps } from '@mantine/core';
import { useCommand, type CommandName } from '../api/commands';
import { useI18n } from '../i18n';
import { showProblem } from './Problem';

interface SendButtonProps {
  command: CommandName;
  body: unknown;
  ifMatch?: string;
  variant?: ButtonProps['variant'];
  children: string;
  onDone?(): void;
}

/** Sends a command as it stands, at once; a refusal is told beside the page. */
export function SendButton(props: SendButtonProps) {
  const { command, body, ifMatch, variant = 'default', children, onDone } = props;
  const i18n = useI18n();
  const sending = useCommand(command);
  const send = () =>
    sending.mutate(
      { body, ifMatch },
      { onSuccess: onDone, onError: (error) => showProblem(error, i18n) },
    );
  return (
    <Button variant={variant} onClick={send} loading={sending.isPending}>
      {children}
    </Button>
  );
}
