import { Alert, Button, Group, Select, Stack, Textarea, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import type { Wish } from '../../api/client';
import type { CommandForm } from '../../api/forms';
import { useI18n } from '../../i18n';
import { Value } from '../../ui/command/Value';
import { Loading, Page } from '../../ui/Page';
import { useSearchState } from '../../ui/search';
import { WhatIfOf } from '../../ui/WhatIf';

/** The commands that change what partners see, by what they are about. */
const COMMANDS = [
  'link-resource',
  'unlink-resource',
  'mark-resource-external',
  'mark-resource-internal',
  'allow-process-feedback',
  'withdraw-process-feedback',
  'assign-module-licence',
  'revoke-module-licence',
  'set-partner-user-term',
  'deactivate-partner-user',
  'reactivate-partner-user',
  'set-columns',
  'set-field-access',
  'change-account',
  'name-partner-administrator',
  'dismiss-partner-administrator',
] as const satisfies Wish['command'][];
const AS_JSON = 'json';

/** What partners would gain and lose by a command. Nothing happens. */
export default function Ask() {
  const { t, name } = useI18n();
  const [{ command = 'link-resource' }, setSearch] = useSearchState();
  const [asked, ask] = useState<Wish[]>();
  const forms = useQuery({
    queryKey: ['forms'],
    queryFn: () => import('../../../gen/commands').then((module) => module.commands),
    staleTime: Infinity,
  });
  const form = forms.data?.[command];
  return (
    <Page title={t('ask.title')} lead={t('ask.lead')}>
      <Stack maw={720}>
        <Select
          label={t('ask.command')}
          data={[
            ...COMMANDS.map((one) => ({ value: one as string, label: name(one) })),
            { value: AS_JSON, label: t('ask.json') },
          ]}
          value={command}
          onChange={(next) => {
            ask(undefined);
            setSearch({ command: next ?? undefined });
          }}
          allowDeselect={false}
          searchable
        />
        {command === AS_JSON ? (
          <JsonForm onAsk={ask} />
        ) : form ? (
          <Fields
            key={command}
            form={form}
            onAsk={(body) => ask([{ command, body } as unknown as Wish])}
          />
        ) : (
          <Loading lines={3} />
        )}
      </Stack>
      {asked && (
        <section>
          <Title order={2} size="h4" mb="xs">
            {t('ask.answer')}
          </Title>
          <WhatIfOf commands={asked} />
        </section>
      )}
    </Page>
  );
}

/** The fields of a command that is asked about, not sent. */
function Fields({ form, onAsk }: { form: CommandForm; onAsk(body: object): void }) {
  const { t, name } = useI18n();
  const [values, set] = useState<Record<string, unknown>>({});
  const lacking = form.fields.filter(
    (field) =>
      field.required &&
      !field.form.nullable &&
      field.form.kind !== 'flag' &&
      values[field.field] === undefined,
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onAsk(values);
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        {form.fields.map(({ field, form: one, required }) => (
          <Value
            key={field}
            label={name(field)}
            form={one}
            required={required && !one.nullable}
            value={values[field]}
            onChange={(value) => set((before) => ({ ...before, [field]: value }))}
          />
        ))}
        <Group>
          <Button type="submit" disabled={lacking.length > 0}>
            {t('ask.go')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

const EXAMPLE =
  '[{ "command": "unlink-resource", "body": { "partner_user": "…", "resource": "…" } }]';

/** Several commands at once, as programs write them. */
function JsonForm({ onAsk }: { onAsk(commands: Wish[]): void }) {
  const { t } = useI18n();
  const [text, write] = useState('');
  const [problem, setProblem] = useState<string>();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    try {
      const told = JSON.parse(text) as Wish | Wish[];
      setProblem(undefined);
      onAsk([told].flat());
    } catch (error) {
      setProblem((error as Error).message);
    }
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <Textarea
          label={t('ask.commands')}
          description={EXAMPLE}
          autosize
          minRows={6}
          value={text}
          onChange={(event) => write(event.currentTarget.value)}
          ff="monospace"
          required
        />
        {problem && (
          <Alert color="red" role="alert">
            {t('ask.unreadable', { problem })}
          </Alert>
        )}
        <Group>
          <Button type="submit">{t('ask.go')}</Button>
        </Group>
      </Stack>
    </form>
  );
}
