import { Anchor, Group, Stack, Tabs } from '@mantine/core';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { lazy, Suspense, type ComponentType } from 'react';
import type { ProjectRow } from '../../../api/client';
import type { Tagged } from '../../../api/eyes';
import { usePortalRecord } from '../../../api/rows';
import { useI18n } from '../../../i18n';
import { Loading, Page } from '../../../ui/Page';
import { Told } from '../../../ui/Problem';
import { Remarks } from '../../../ui/remarks/Remarks';
import { useSearchState } from '../../../ui/search';
import { textOrNothing } from '../../../ui/shown';
import { StatusBadge } from '../../../ui/StatusBadge';

/** What every part of a project gets. */
export type ProjectPart = ComponentType<Tagged<ProjectRow>>;

const PARTS = {
  overview: lazy(() => import('./overview/Overview')),
  plan: lazy(() => import('./plan/Plan')),
  milestones: lazy(() => import('./milestones/Milestones')),
  raid: lazy(() => import('./raid/Raid')),
  reports: lazy(() => import('./reports/Reports')),
  people: lazy(() => import('./People')),
  talk: ({ record }: Tagged<ProjectRow>) => (
    <Stack maw={760}>
      <Remarks about="project" id={record.id} level={2} />
    </Stack>
  ),
} satisfies Record<string, ProjectPart>;
type PartName = keyof typeof PARTS;
const NAMES = Object.keys(PARTS) as PartName[];

/** One project; which part of it is shown lies in the address. */
export default function Project() {
  const { id } = useParams({ strict: false }) as { id: string };
  const project = usePortalRecord('project', { path: { id } });
  return <Told of={project}>{(told) => <Parts key={id} {...told} />}</Told>;
}

function Parts({ record, tag }: Tagged<ProjectRow>) {
  const { t } = useI18n();
  const navigate = useNavigate();
  const [search] = useSearchState();
  const shown = NAMES.find((name) => name === search.tab) ?? 'overview';
  // Each part has filters and an order of its own, so nothing of another's goes along.
  const show = (tab: string | null) =>
    void navigate({ to: '.', search: tab && tab !== 'overview' ? { tab } : {} } as never);
  const Part: ProjectPart = PARTS[shown];
  const { name, status, health } = record;
  return (
    <Page
      title={textOrNothing(name) ?? t('project.unnamed')}
      lead={
        <Group gap="xs" component="span">
          <Anchor renderRoot={(props) => <Link to={'/projects' as string} {...props} />}>
            {t('projects.title')}
          </Anchor>
          {status && <StatusBadge status={status} />}
          {health && <StatusBadge status={health} />}
        </Group>
      }
    >
      <Tabs value={shown} onChange={show} keepMounted={false}>
        <Tabs.List aria-label={t('project.tabs')} className="tabs no-print">
          {NAMES.map((name) => (
            <Tabs.Tab key={name} value={name} mih={44}>
              {t(`project.tab.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={shown} pt="md">
          <Suspense fallback={<Loading />}>
            <Part record={record} tag={tag} />
          </Suspense>
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
