import { Group, SimpleGrid } from '@mantine/core';
import type { ProjectEntry } from '../../../api/client';
import { tagOf } from '../../../api/rows';
import { useI18n } from '../../../i18n';
import { CommandButton } from '../../../ui/CommandButton';
import { Part } from '../../../ui/Detail';
import { RecordFacts } from '../../../ui/Facts';
import { StatusBadge } from '../../../ui/StatusBadge';
import { Attachments } from './Attachments';
import { useLooks } from './looks';

/** How a project stands, and what can be done with it as a whole. */
export function Overview({ project }: { project: ProjectEntry }) {
  const { t, money } = useI18n();
  const looks = useLooks();
  const of = { fixed: { project: project.id }, ifMatch: tagOf(project) };
  const { budget, currency } = project;
  const inCurrency = {
    cell: () => (budget == null ? '' : currency ? money(Number(budget), currency) : String(budget)),
  };
  return (
    <div className="scrolls">
      <Group gap="xs" mb="md">
        <CommandButton
          {...of}
          command="change-project"
          initial={project as unknown as Record<string, unknown>}
        />
        <CommandButton
          {...of}
          command="set-project-status"
          initial={{ status: project.status }}
          reasoned
        />
        <CommandButton {...of} command="set-project-health" initial={{ health: project.health }} />
        <CommandButton {...of} command="set-go-live" initial={{ milestone: project.go_live }} />
      </Group>
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="xl">
        <Part order={2} title={t('project.facts')}>
          <RecordFacts
            of={project}
            looks={{ ...looks, budget: inCurrency }}
            skip={['name', 'health', 'health_reason', 'currency', 'phases', 'milestones']}
          />
        </Part>
        <Part order={2} title={t('project.health')}>
          {project.health ? (
            <>
              <div>
                <StatusBadge status={project.health} />
              </div>
              <RecordFacts of={{ reason: project.health_reason }} />
            </>
          ) : (
            t('project.noHealth')
          )}
        </Part>
        <Attachments about={{ project: project.id }} />
      </SimpleGrid>
    </div>
  );
}
