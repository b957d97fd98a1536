import { Badge, Group, Text } from '@mantine/core';
import type { RaidItemRow } from '../../../../api/client';
import { useEyes, type Tagged } from '../../../../api/eyes';
import { usePortalRecord } from '../../../../api/rows';
import { useI18n } from '../../../../i18n';
import { Actions, type Action } from '../../../../ui/Actions';
import { Detail } from '../../../../ui/Detail';
import { Facts, Passage } from '../../../../ui/Facts';
import { Told } from '../../../../ui/Problem';
import { Remarks } from '../../../../ui/remarks/Remarks';
import { fieldsIn, textOrNothing } from '../../../../ui/shown';
import { StatusBadge } from '../../../../ui/StatusBadge';
import { Links, useLinkForm } from './Links';
import { Severity } from './Severity';

const FACTS = ['owner', 'raised_by', 'raised_at', 'due', 'closed_at'];
const PASSAGES = ['description', 'mitigation', 'contingency', 'action_plan'] as const;
/** What only one of the kinds has. */
const OF_KIND: Record<RaidItemRow['kind'], string[]> = {
  risk: ['impact', 'likelihood', 'mitigation', 'contingency'],
  assumption: ['validated'],
  issue: ['impact', 'priority', 'action_plan'],
  dependency: ['depends_on', 'needed_by'],
};
/** Where an item may go from where it stands. */
const STATUSES = ['open', 'in_progress', 'closed'] as const;

interface RaidDetailProps {
  id: string;
  onClose(): void;
}

/** One risk, assumption, issue or dependency. */
export function RaidDetail({ id, onClose }: RaidDetailProps) {
  const item = usePortalRecord('raid_item', { path: { id } });
  return (
    <Detail title={textOrNothing(item.data?.record.title) ?? '–'} onClose={onClose}>
      <Told of={item}>{(told) => <Item {...told} />}</Told>
    </Detail>
  );
}

function Item({ record, tag }: Tagged<RaidItemRow>) {
  const { t, name } = useI18n();
  const own = useEyes().kind === 'own';
  const { id, kind, status, mine, audience, occurred } = record;
  const ofKind = OF_KIND[kind].filter((field) => !PASSAGES.some((one) => one === field));
  const facts = [...FACTS, ...ofKind, ...(kind === 'risk' ? ['severity'] : [])];
  const looks =
    kind === 'risk' && 'severity' in record
      ? { severity: <Severity severity={record.severity} /> }
      : undefined;
  return (
    <>
      <Group gap="xs">
        <Badge variant="outline" c="var(--mantine-color-text)">
          {name(kind)}
        </Badge>
        {status && <StatusBadge status={status} />}
        {audience === 'internal' && (
          <Badge variant="outline" c="var(--mantine-color-text)">
            {name(audience)}
          </Badge>
        )}
      </Group>
      {occurred === true && <Text>{t('raid.happened')}</Text>}
      {own && !mine && (
        <Text size="sm" c="dimmed">
          {t('raid.notYours')}
        </Text>
      )}
      <ItemActions record={record} tag={tag} />
      <Facts record={record} fields={facts} looks={looks} />
      {PASSAGES.map((field) => (
        <Passage key={field} field={field} text={record[field]} />
      ))}
      <Links item={record} />
      <Remarks about="raid_item" id={id} />
    </>
  );
}

function ItemActions({ record, tag }: Tagged<RaidItemRow>) {
  const { t } = useI18n();
  const { id, kind, mine, status, occurred } = record;
  const rare = !mine;
  const link = useLinkForm(record, tag);
  const moves: Action[] = STATUSES.filter((next) => next !== status).map((next) => ({
    label: t(`raid.to.${next}`),
    rare,
    main: next === 'closed' && status === 'in_progress',
    ...(rare && { confirm: '' }),
    does: { command: 'set-raid-status', body: { item: id, status: next }, ifMatch: tag },
  }));
  const change: Action = {
    label: t('raid.change'),
    rare,
    form: {
      command: 'change-raid-item',
      fixed: { item: id },
      changes: true,
      ifMatch: tag,
      ...fieldsIn(record, ['title', 'description', 'due', ...OF_KIND[kind]]),
    },
  };
  const linked: Action[] = link ? [{ label: t('raid.link'), rare, form: link }] : [];
  return <Actions actions={[...(status && !occurred ? moves : []), change, ...linked]} />;
}
