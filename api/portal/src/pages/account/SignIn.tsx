import { Alert, Anchor, Button, PasswordInput, Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { ApiError, call } from '../../api/client';
import { useI18n } from '../../i18n';
import { Page } from '../../ui/Page';
import { wordsOf } from '../../ui/Problem';
import { UserName } from './UserName';

export default function SignIn() {
  const i18n = useI18n();
  const { t } = i18n;
  const queries = useQueryClient();
  const [user, setUser] = useState('');
  const [password, setPassword] = useState('');
  const signIn = useMutation({
    mutationFn: () => call('log_in', { body: { user, password } }),
    // Everything is read anew: what was there before was nobody's.
    onSuccess: () => queries.resetQueries(),
  });
  const go = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate();
  };
  const told = () => {
    if (!(signIn.error instanceof ApiError)) return wordsOf(signIn.error, i18n).text;
    const { code } = signIn.error.problem;
    return code === 'too_many_logins' ? t('signIn.wait') : t('signIn.failed');
  };
  return (
    <Page title={t('signIn.title')}>
      <form onSubmit={go}>
        <Stack>
          <UserName value={user} onChange={setUser} autoFocus />
          <PasswordInput
            label={t('signIn.password')}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            autoComplete="current-password"
            required
          />
          {signIn.error && (
            <Alert color="red" role="alert">
              {told()}
            </Alert>
          )}
          <Button type="submit" loading={signIn.isPending}>
            {t('signIn.go')}
          </Button>
          <Anchor renderRoot={(props) => <Link to="/password-reset" {...props} />} size="sm">
            {t('signIn.forgot')}
          </Anchor>
        </Stack>
      </form>
    </Page>
  );
}
