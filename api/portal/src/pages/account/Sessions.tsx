import {
  Alert,
  Button,
  Code,
  Group,
  NumberInput,
  Paper,
  PasswordInput,
  Stack,
  Text,
  TextInput,
  Title,
} from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { call, type SessionEntry } from '../../api/client';
import { useStaffItem } from '../../api/rows';
import { useI18n } from '../../i18n';
import { useMe } from '../../session';
import { Page } from '../../ui/Page';
import { ProblemAlert, Told } from '../../ui/Problem';
import { NewPassword } from './NewPassword';

const DAY_MS = 86_400_000;
/** A token ends within so many days. */
const TOKEN_DAYS_MAX = 365;
const TOKEN_DAYS_USUAL = 90;

/** What opens the portal in somebody's name: sessions, tokens, the password. */
export default function Sessions() {
  const { t } = useI18n();
  return (
    <Page title={t('sessions.title')} lead={t('sessions.lead')}>
      <Stack maw={760} gap="xl">
        <SessionList />
        <Tokens />
        <Password />
      </Stack>
    </Page>
  );
}

function SessionList() {
  const sessions = useStaffItem('sessions');
  return (
    <Told of={sessions}>{(told) => <Entries entries={told.sessions} end="end_session" />}</Told>
  );
}

function Entries({ entries, end }: { entries: SessionEntry[]; end: 'end_session' | 'end_token' }) {
  const i18n = useI18n();
  const { t, instant } = i18n;
  const queries = useQueryClient();
  const ending = useMutation({
    mutationFn: (id: string) => call(end, { path: { id } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['staff'] }),
  });
  return (
    <Stack gap="xs">
      {entries.map((entry) => {
        const began = instant(entry.made);
        return (
          <Paper key={entry.id} withBorder p="sm">
            <Group justify="space-between">
              <div>
                <Text fw={600}>
                  {entry.name ?? entry.client ?? '–'}
                  {entry.current && ` · ${t('sessions.this')}`}
                </Text>
                <Text size="sm" c="dimmed">
                  {t('sessions.began', { when: began })} · {entry.address} ·{' '}
                  {t('sessions.expires', { when: instant(entry.expires) })}
                </Text>
              </div>
              {!entry.current && (
                <Button
                  variant="default"
                  aria-label={
                    entry.name
                      ? t('tokens.endNamed', { name: entry.name })
                      : t('sessions.endNamed', { began })
                  }
                  onClick={() => ending.mutate(entry.id)}
                >
                  {t('sessions.end')}
                </Button>
              )}
            </Group>
          </Paper>
        );
      })}
      {ending.error && <ProblemAlert error={ending.error} />}
    </Stack>
  );
}

function Tokens() {
  const { t } = useI18n();
  const queries = useQueryClient();
  const tokens = useStaffItem('tokens');
  const [name, setName] = useState('');
  const [days, setDays] = useState(TOKEN_DAYS_USUAL);
  const making = useMutation({
    mutationFn: () =>
      call('make_token', {
        body: { name, expires: new Date(Date.now() + days * DAY_MS).toISOString() },
      }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['staff'] }),
  });
  const go = (event: FormEvent) => {
    event.preventDefault();
    making.mutate();
  };
  return (
    <Stack>
      <Title order={2} size="h3">
        {t('tokens.title')}
      </Title>
      <Told of={tokens}>
        {(told) =>
          told.tokens.length ? (
            <Entries entries={told.tokens} end="end_token" />
          ) : (
            <Text c="dimmed">{t('tokens.none')}</Text>
          )
        }
      </Told>
      <form onSubmit={go}>
        <Group align="end">
          <TextInput
            label={t('tokens.name')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            required
          />
          <NumberInput
            label={t('tokens.days')}
            value={days}
            onChange={(value) => setDays(Number(value))}
            min={1}
            max={TOKEN_DAYS_MAX}
          />
          <Button type="submit" loading={making.isPending}>
            {t('tokens.make')}
          </Button>
        </Group>
      </form>
      {making.data && (
        <Alert role="status" title={t('tokens.made')}>
          <Code block>{making.data.token}</Code>
        </Alert>
      )}
      {making.error && <ProblemAlert error={making.error} />}
    </Stack>
  );
}

function Password() {
  const { t } = useI18n();
  const me = useMe();
  const [current, setCurrent] = useState('');
  const [done, setDone] = useState(false);
  return (
    <Stack maw={440}>
      <Title order={2} size="h3">
        {t('password.change')}
      </Title>
      {done && (
        <Alert color="green" role="status">
          {t('password.changed')}
        </Alert>
      )}
      <PasswordInput
        label={t('password.current')}
        value={current}
        onChange={(event) => setCurrent(event.currentTarget.value)}
        autoComplete="current-password"
      />
      <NewPassword
        submit={t('password.change')}
        send={(password) =>
          call('set_password', {
            path: { id: me.id },
            body: { password, current_password: current },
          })
        }
        onDone={() => setDone(true)}
      />
    </Stack>
  );
}
