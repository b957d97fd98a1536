import { Button, Group, Select, Stack, Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { FieldAccess, FieldEntry, FieldScope, Wish } from '../../../api/client';
import { useStaffItem, useStaffRows } from '../../../api/rows';
import { useI18n } from '../../../i18n';
import { holds, useMe } from '../../../session';
import { Page } from '../../../ui/Page';
import { Told } from '../../../ui/Problem';
import { Section } from '../../../ui/Section';
import { SequenceReport, useSequence, type Step } from '../../../ui/Sequence';
import { useSearchState } from '../../../ui/search';
import { ColumnOrder } from './ColumnOrder';
import { FieldTable, INHERIT, type Choice } from './FieldTable';
import { Preview } from './Preview';
import { accountOf, KINDS, LISTS, PARTNER_TYPES, partsOf, scopeOf } from './scopes';

/** How much of each field partners are shown: for all, for a type of partner, for one firm. */
export default function Fields() {
  const { t, name } = useI18n();
  const [{ scope: told, kind = 'work_step' }, setSearch] = useSearchState();
  const accounts = useStaffRows('accounts');
  const scope = useMemo(() => scopeOf(told), [told]);
  const account = accountOf(scope);
  const security = useStaffItem('field_security', { query: account ? { account } : undefined });
  const firms = (accounts.data?.rows ?? []).filter((firm) => firm.kind !== 'customer');
  return (
    <Page title={t('fields.title')} lead={t('fields.lead')}>
      <Group align="end">
        <Select
          label={t('fields.scope')}
          data={[
            { group: t('fields.wide'), items: [{ value: 'all', label: t('scope.externals') }] },
            {
              group: t('fields.types'),
              items: PARTNER_TYPES.map((type) => ({ value: `type:${type}`, label: name(type) })),
            },
            {
              group: t('fields.firms'),
              items: firms.map((firm) => ({ value: `account:${firm.id}`, label: firm.name })),
            },
          ]}
          value={told ?? 'all'}
          onChange={(value) => setSearch({ scope: value === 'all' ? undefined : (value ?? '') })}
          allowDeselect={false}
          searchable
          w={260}
        />
        <Select
          label={t('fields.kind')}
          data={Object.keys(KINDS).map((value) => ({ value, label: name(value) }))}
          value={kind}
          onChange={(value) => setSearch({ kind: value ?? undefined })}
          allowDeselect={false}
          w={220}
        />
      </Group>
      <Told of={security}>
        {({ fields, columns }) => (
          <Stack key={`${told} ${kind}`}>
            <Editor
              scope={scope}
              kind={kind}
              entries={fields.filter(({ field }) => partsOf(field).kind === kind)}
            />
            {(kind === 'work_step' || kind === 'process') && typeof scope !== 'object' && (
              <ColumnOrder list={LISTS[kind]} all={columns} />
            )}
            {(kind === 'work_step' || kind === 'process') && account && (
              <ColumnOrder list={LISTS[kind]} all={columns} account={account} />
            )}
          </Stack>
        )}
      </Told>
    </Page>
  );
}

interface EditorProps {
  scope: FieldScope;
  kind: string;
  entries: FieldEntry[];
}

/** The fields of one kind for one scope; what is chosen is gathered, looked at, and then saved. */
function Editor({ scope, kind, entries }: EditorProps) {
  const { t, n, name } = useI18n();
  const mayChange = holds(useMe(), 'administrator');
  const [chosen, setChosen] = useState<ReadonlyMap<string, Choice>>(new Map());
  const [sent, setSent] = useState<Step[]>([]);
  const sequence = useSequence();
  const wishes = useMemo(() => wishesOf(scope, entries, chosen), [scope, entries, chosen]);
  const choose = (field: string, choice: Choice | undefined) =>
    setChosen((before) => {
      const next = new Map(before);
      if (choice === undefined) next.delete(field);
      else next.set(field, choice);
      return next;
    });
  const save = async (steps: Step[]) => {
    setSent(steps);
    if (!(await sequence.run(steps))) return;
    setChosen(new Map());
    sequence.forget();
  };
  const steps = wishes.map(({ body }): Step => ({
    label: `${body.fields.map((field) => name(partsOf(field).name)).join(', ')}: ${
      body.access ? name(body.access) : t('fields.inherit')
    }`,
    command: 'set-field-access',
    sent: () => ({ body }),
  }));
  return (
    <>
      <Section title={t('fields.of', { kind: name(kind) })} lead={t('fields.order')}>
        <FieldTable
          scope={scope}
          entries={entries}
          chosen={chosen}
          onChoose={mayChange && !sequence.running ? choose : undefined}
        />
      </Section>
      {chosen.size > 0 && (
        <Section title={t('fields.preview')}>
          <Text role="status">{n('fields.changed', chosen.size)}</Text>
          <Preview kind={kind} wishes={wishes as Wish[]} />
          {sequence.begun && (
            <SequenceReport
              steps={sent}
              progress={sequence.progress}
              running={sequence.running}
              onAgain={() => void save(sent)}
            />
          )}
          <Group>
            <Button onClick={() => void save(steps)} loading={sequence.running}>
              {t('form.send')}
            </Button>
            <Button
              variant="default"
              onClick={() => {
                setChosen(new Map());
                sequence.forget();
              }}
            >
              {t('matrix.undo')}
            </Button>
          </Group>
        </Section>
      )}
    </>
  );
}

/** The commands that come to what was chosen: one for each access, with all its fields. */
function wishesOf(scope: FieldScope, entries: FieldEntry[], chosen: ReadonlyMap<string, Choice>) {
  const groups = new Map<Choice, FieldEntry[]>();
  for (const entry of entries) {
    const choice = chosen.get(partsOf(entry.field).name);
    if (choice !== undefined) groups.set(choice, [...(groups.get(choice) ?? []), entry]);
  }
  return [...groups].map(([choice, group]) => ({
    command: 'set-field-access' as const,
    body: {
      scope,
      fields: group.map(({ field }) => field),
      access: choice === INHERIT ? null : (choice satisfies FieldAccess),
    },
  }));
}
