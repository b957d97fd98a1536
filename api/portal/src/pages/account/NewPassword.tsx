import { Button, PasswordInput, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useI18n } from '../../i18n';
import { ProblemAlert } from '../../ui/Problem';

interface NewPasswordProps {
  submit: string;
  /** Sends the password. */
  send(password: string): Promise<unknown>;
  onDone(): void;
}

/** Characters of a password at least; the server asks for the same and more. */
const PASSWORD_CHARS_MIN = 12;

/** A new password, as every page asks for it. */
export function NewPassword({ submit, send, onDone }: NewPasswordProps) {
  const { t } = useI18n();
  const [password, setPassword] = useState('');
  const sending = useMutation({ mutationFn: send, onSuccess: onDone });
  const go = (event: FormEvent) => {
    event.preventDefault();
    sending.mutate(password);
  };
  return (
    <form onSubmit={go}>
      <Stack>
        <PasswordInput
          label={t('password.new')}
          description={t('password.hint')}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          autoComplete="new-password"
          minLength={PASSWORD_CHARS_MIN}
          maxLength={128}
          required
        />
        {sending.error && <ProblemAlert error={sending.error} />}
        <Button type="submit" loading={sending.isPending}>
          {submit}
        </Button>
      </Stack>
    </form>
  );
}
