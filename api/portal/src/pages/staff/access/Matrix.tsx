import { Button, Group, Paper, Stack, Switch, Text, TextInput } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { Wish } from '../../../api/client';
import { useStaffRows, type RowOf } from '../../../api/rows';
import { useI18n } from '../../../i18n';
import { holds, useMe } from '../../../session';
import { Empty, Page } from '../../../ui/Page';
import { Told } from '../../../ui/Problem';
import { SequenceReport, useSequence, type Step } from '../../../ui/Sequence';
import { WHAT_IF_COMMANDS_MAX, WhatIf } from '../../../ui/WhatIf';
import { useSearchState } from '../../../ui/search';
import { MatrixTable } from './MatrixTable';

export type Partner = RowOf<'partner_users'>;
export type Resource = RowOf<'resources'>;

/** Partners that are shown at once; searching finds the others. */
const PARTNERS_MAX = 100;

/** Which resources are linked to which partners: what they see of the plan follows from it. */
export default function Matrix() {
  const { t } = useI18n();
  const partners = useStaffRows('partner_users');
  const resources = useStaffRows('resources');
  return (
    <Page title={t('matrix.title')} lead={t('matrix.lead')}>
      <Told of={partners}>
        {(users) => (
          <Told of={resources}>
            {(all) =>
              users.rows.length && all.rows.length ? (
                <Links partners={users.rows} resources={all.rows} />
              ) : (
                <Empty title={t('matrix.empty')}>{t('matrix.emptyWhy')}</Empty>
              )
            }
          </Told>
        )}
      </Told>
    </Page>
  );
}

/** A cell of the matrix. */
export const cellKey = (partner: string, resource: string) => `${partner} ${resource}`;

/** Whether a link is given, its term being over or not. */
export const isLinked = (partner: Partner, resource: string) =>
  partner.links.some((link) => link.resource === resource && link.state !== 'ended');

function Links({ partners, resources }: { partners: Partner[]; resources: Resource[] }) {
  const { t, n } = useI18n();
  const [{ q = '', all }, setSearch] = useSearchState();
  const mayChange = holds(useMe(), 'administrator');
  const [changed, setChanged] = useState<ReadonlySet<string>>(new Set());
  const sequence = useSequence();
  const [sent, setSent] = useState<Step[]>([]);

  const columns = resources.filter(
    ({ external, partner_users }) => all || external || partner_users.length > 0,
  );
  const needle = q.trim().toLowerCase();
  const found = partners.filter(({ display_name, user_name }) =>
    `${display_name} ${user_name}`.toLowerCase().includes(needle),
  );
  const changes = useMemo(
    () =>
      partners.flatMap((partner) =>
        resources
          .filter(({ id }) => changed.has(cellKey(partner.id, id)))
          .map((resource) => changeOf(partner, resource)),
      ),
    [partners, resources, changed],
  );
  const toggle = (partner: string, resource: string) =>
    setChanged((before) => {
      const next = new Set(before);
      const key = cellKey(partner, resource);
      if (!next.delete(key)) next.add(key);
      return next;
    });
  const steps = changes.map(({ command, body, names }): Step => ({
    label: t(command === 'link-resource' ? 'matrix.links' : 'matrix.unlinks', names),
    command,
    sent: () => ({ body }),
  }));
  const save = async (wanted: Step[]) => {
    setSent(wanted);
    await sequence.run(wanted);
    // What was done stands in the lists by now; what was not is kept in `sent`.
    setChanged(new Set());
  };
  const clear = () => {
    setChanged(new Set());
    sequence.forget();
  };
  return (
    <Stack gap="sm">
      <Group gap="md">
        <TextInput
          type="search"
          aria-label={t('matrix.search')}
          placeholder={t('matrix.search')}
          value={q}
          onChange={(event) => setSearch({ q: event.currentTarget.value })}
        />
        <Switch
          label={t('matrix.all')}
          checked={Boolean(all)}
          onChange={(event) => setSearch({ all: event.currentTarget.checked ? '1' : undefined })}
        />
      </Group>
      <MatrixTable
        partners={found.slice(0, PARTNERS_MAX)}
        resources={columns}
        changed={changed}
        onToggle={mayChange && !sequence.running ? toggle : undefined}
      />
      {found.length > PARTNERS_MAX && (
        <Text size="sm">{t('matrix.more', { count: found.length - PARTNERS_MAX })}</Text>
      )}
      {sequence.begun && (
        <SequenceReport
          steps={sent}
          progress={sequence.progress}
          running={sequence.running}
          onAgain={() => void save(sent)}
        />
      )}
      {changes.length > 0 && !sequence.begun && (
        <Paper withBorder p="sm" component="section" aria-label={t('matrix.changes')}>
          <Stack gap="sm">
            <Text fw={600} role="status">
              {n('matrix.changed', changes.length)}
            </Text>
            {changes.length <= WHAT_IF_COMMANDS_MAX && (
              <WhatIf commands={changes.map(({ command, body }) => ({ command, body }) as Wish)} />
            )}
            <Group>
              <Button onClick={() => void save(steps)}>{t('form.send')}</Button>
              <Button variant="default" onClick={clear}>
                {t('matrix.undo')}
              </Button>
            </Group>
          </Stack>
        </Paper>
      )}
      {sequence.begun && !sequence.running && (
        <Group>
          <Button variant="default" onClick={clear}>
            {t('form.close')}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

/** The command that turns one cell over. */
function changeOf(partner: Partner, resource: Resource) {
  const linked = isLinked(partner, resource.id);
  const command = linked ? ('unlink-resource' as const) : ('link-resource' as const);
  const body = { partner_user: partner.id, resource: resource.id };
  return { command, body, names: { partner: partner.display_name, resource: resource.name } };
}
