import { Alert, Anchor, Button, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { call } from '../../api/client';
import { useI18n } from '../../i18n';
import { Page } from '../../ui/Page';
import { ProblemAlert } from '../../ui/Problem';
import { NewPassword } from './NewPassword';
import { UserName } from './UserName';
import { useToken } from './token';

/** A forgotten password: asks for a link, or follows one. */
export default function Reset() {
  const { t } = useI18n();
  const token = useToken();
  const [done, setDone] = useState(false);
  return (
    <Page title={t('reset.title')}>
      {done ? (
        <Alert color="green" role="status">
          {t('reset.done')}
        </Alert>
      ) : token ? (
        <NewPassword
          submit={t('reset.use')}
          send={(password) => call('use_reset', { body: { token, password } })}
          onDone={() => setDone(true)}
        />
      ) : (
        <AskForLink />
      )}
      <Anchor renderRoot={(props) => <Link to="/" {...props} />} size="sm">
        {t('back.signIn')}
      </Anchor>
    </Page>
  );
}

function AskForLink() {
  const { t } = useI18n();
  const [user, setUser] = useState('');
  const asking = useMutation({ mutationFn: () => call('ask_for_reset', { body: { user } }) });
  const go = (event: FormEvent) => {
    event.preventDefault();
    asking.mutate();
  };
  if (asking.isSuccess) {
    return (
      <Alert color="green" role="status">
        {t('reset.asked')}
      </Alert>
    );
  }
  return (
    <form onSubmit={go}>
      <Stack>
        <UserName value={user} onChange={setUser} />
        {asking.error && <ProblemAlert error={asking.error} />}
        <Button type="submit" loading={asking.isPending}>
          {t('reset.ask')}
        </Button>
      </Stack>
    </form>
  );
}
