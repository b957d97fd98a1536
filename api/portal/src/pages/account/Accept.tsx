import { Alert, Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { call } from '../../api/client';
import { useI18n } from '../../i18n';
import { useSession } from '../../session';
import { Page } from '../../ui/Page';
import { NewPassword } from './NewPassword';
import { useToken } from './token';

/** Where the link of an invitation leads. */
export default function Accept() {
  const { t } = useI18n();
  const { branding } = useSession();
  const token = useToken();
  const [done, setDone] = useState(false);
  const title = t('accept.title', { workspace: branding.name });
  if (!token) {
    return (
      <Page title={title}>
        <Alert color="orange">{t('accept.noToken')}</Alert>
      </Page>
    );
  }
  return (
    <Page title={title} lead={t('accept.lead')}>
      {done ? (
        <>
          <Alert color="green" role="status">
            {t('reset.done')}
          </Alert>
          <Anchor renderRoot={(props) => <Link to="/" {...props} />}>{t('back.signIn')}</Anchor>
        </>
      ) : (
        <NewPassword
          submit={t('accept.go')}
          send={(password) => call('accept_invitation', { body: { token, password } })}
          onDone={() => setDone(true)}
        />
      )}
    </Page>
  );
}
