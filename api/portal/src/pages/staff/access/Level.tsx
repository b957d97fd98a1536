import { List, SegmentedControl, Stack, Table, Text, TextInput } from '@mantine/core';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import type { Permissions } from '../../../api/client';
import { useCommand } from '../../../api/commands';
import { tagOf, useStaffItem, useStaffRows } from '../../../api/rows';
import { useI18n } from '../../../i18n';
import { AskedCommand } from '../../../ui/AskedCommand';
import { Page } from '../../../ui/Page';
import { FormButtons } from '../../../ui/FormButtons';
import { ProblemAlert, Told } from '../../../ui/Problem';
import { Section } from '../../../ui/Section';
import { useLiveWhatIf, WhatIfReport } from '../../../ui/WhatIf';
import type { Level } from './Levels';
import './permissions.css';
import { changesOf, PERMISSIONS, USUAL, VALUES, whole } from './permissions';

/** One access level as data: every permission, and how far it goes. `new` makes one. */
export default function LevelPage() {
  const { id } = useParams({ strict: false });
  if (id === undefined || id === 'new') return <Editor />;
  return <Known key={id} id={id} />;
}

function Known({ id }: { id: string }) {
  const level = useStaffItem('access_level', { path: { id } });
  return <Told of={level}>{(told) => <Editor level={told} />}</Told>;
}

/** The longest name that a level may have. */
const NAME_CHARS_MAX = 200;

function Editor({ level }: { level?: Level }) {
  const { t } = useI18n();
  const go = useNavigate();
  const creating = useCommand('create-access-level');
  const changing = useCommand('change-access-level');
  // What is edited is what was read first: news do not overwrite it, the tag tells of them.
  const [read] = useState(level);
  const [name, setName] = useState(read?.name ?? '');
  const [permissions, setPermissions] = useState(() => whole(read?.permissions ?? USUAL));
  const [missing, setMissing] = useState(false);
  const sending = read ? changing : creating;
  const back = () => void go({ to: '/access-levels' });
  const save = (event: FormEvent) => {
    event.preventDefault();
    setMissing(!name.trim());
    if (!name.trim()) return;
    const fields = { name: name.trim(), permissions };
    if (read) {
      const body = { access_level: read.id, ...fields };
      changing.mutate({ body, ifMatch: tagOf(read) }, { onSuccess: back });
    } else {
      creating.mutate({ body: fields }, { onSuccess: back });
    }
  };
  const actions = level && (
    <AskedCommand
      command="remove-access-level"
      body={{ access_level: level.id }}
      ifMatch={tagOf(level)}
      explain={t('level.removeWhat')}
      onDone={back}
    >
      {t('form.remove')}
    </AskedCommand>
  );
  return (
    <Page
      title={level ? t('level.title', { name: level.name }) : t('levels.create')}
      actions={actions}
    >
      <form onSubmit={save} noValidate>
        <Stack maw={860}>
          <TextInput
            label={t('level.name')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            maxLength={NAME_CHARS_MAX}
            error={missing ? t('form.required') : undefined}
            withAsterisk
          />
          <PermissionTable permissions={permissions} onChange={setPermissions} />
          {read && <Change level={read} after={permissions} />}
          {sending.error && <ProblemAlert error={sending.error} />}
          <FormButtons busy={sending.isPending} onCancel={back} />
        </Stack>
      </form>
    </Page>
  );
}

interface PermissionTableProps {
  permissions: Required<Permissions>;
  onChange(permissions: Required<Permissions>): void;
}

function PermissionTable({ permissions, onChange }: PermissionTableProps) {
  const { t, name } = useI18n();
  return (
    <Table captionSide="top" verticalSpacing={4} className="permissions">
      <Table.Caption>{t('level.order')}</Table.Caption>
      <Table.Tbody>
        {PERMISSIONS.map((permission) => (
          <Table.Tr key={permission}>
            <Table.Th scope="row" fw={500}>
              {name(permission)}
            </Table.Th>
            <Table.Td>
              <SegmentedControl
                aria-label={name(permission)}
                data={VALUES[permission].map((value) => ({
                  value,
                  label: name(`may.${value}`),
                }))}
                value={permissions[permission]}
                onChange={(value) => onChange({ ...permissions, [permission]: value })}
              />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

/** What saving would open and close, and for whom. */
function Change({ level, after }: { level: Level; after: Permissions }) {
  const { t, n, name } = useI18n();
  const participants = useStaffRows('staff_participants');
  const changes = changesOf(level.permissions, after);
  if (!changes.length) return null;
  const holders = (participants.data?.rows ?? []).filter(
    ({ access_level }) => access_level === level.id,
  );
  const names = [...new Set(holders.map((holder) => holder.name ?? holder.id))];
  return (
    <Section title={t('level.change')}>
      <List aria-live="polite">
        {changes.map(({ permission, before, after: to, wider }) => (
          <List.Item key={permission}>
            <Text span fw={600}>
              {t(wider ? 'level.opens' : 'level.closes')}
            </Text>{' '}
            {name(permission)}: {name(`may.${before}`)} → {name(`may.${to}`)}
          </List.Item>
        ))}
      </List>
      <Text size="sm">
        {n('level.holders', holders.length)} {names.join(', ')}
      </Text>
      {level.default_of.length > 0 && <Text size="sm">{t('level.isDefault')}</Text>}
      {holders.length > 0 || level.default_of.length > 0 ? (
        <Foreseen level={level} permissions={after} />
      ) : null}
    </Section>
  );
}

/** The rows and fields that each partner would gain and lose, while somebody is still choosing. */
function Foreseen({ level, permissions }: { level: Level; permissions: Permissions }) {
  const body = { access_level: level.id, name: level.name, permissions };
  const answer = useLiveWhatIf([{ command: 'change-access-level', body }]);
  return (
    <div aria-live="polite">
      <Told of={answer}>{(told) => <WhatIfReport told={told} />}</Told>
    </div>
  );
}
