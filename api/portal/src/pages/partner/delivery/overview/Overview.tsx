import { Anchor, Group, Paper, Progress, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ProjectRow } from '../../../../api/client';
import type { Tagged } from '../../../../api/eyes';
import { usePortalRows } from '../../../../api/rows';
import { useI18n } from '../../../../i18n';
import { Actions } from '../../../../ui/Actions';
import { Facts, Passage } from '../../../../ui/Facts';
import { Told } from '../../../../ui/Problem';
import { dayOf, fieldsIn, numberOf, textOrNothing } from '../../../../ui/shown';
import { Health } from './Health';

const FACTS = [
  'status',
  'health',
  'start',
  'end',
  'manager',
  'customer',
  'delivery',
  'budget_hours',
  'budget',
];
const CHANGED = ['name', 'start', 'end', 'delivery', 'budget_hours'];
/** Milestones that are named as what comes next. */
const NEXT_MAX = 3;

/** A project in short: where it stands, how it is judged, what comes next. */
export default function Overview({ record, tag }: Tagged<ProjectRow>) {
  const { t } = useI18n();
  const { id, health_reason } = record;
  const changed = fieldsIn(record, CHANGED);
  return (
    <Stack gap="lg">
      <Actions
        actions={[
          {
            label: t('project.judge'),
            rare: true,
            form: { command: 'set-project-health', fixed: { project: id }, ifMatch: tag },
          },
          {
            label: t('project.change'),
            rare: true,
            form: {
              command: 'change-project',
              fixed: { project: id },
              changes: true,
              ifMatch: tag,
              ...changed,
            },
          },
        ]}
      />
      <SimpleGrid cols={{ base: 1, lg: 2 }}>
        <Paper withBorder p="md">
          <Stack>
            <Title order={2} size="h4">
              {t('project.dates')}
            </Title>
            <Facts record={record} fields={FACTS} />
            <Passage field="health_reason" text={health_reason} />
          </Stack>
        </Paper>
        <Work project={record} />
        <Health project={id} />
        <Next project={record} />
      </SimpleGrid>
    </Stack>
  );
}

interface ShareProps {
  text: string;
  part: number;
  whole: number;
}

/** A part of a whole, as words and as a bar. */
function Share({ text, part, whole }: ShareProps) {
  const { percent } = useI18n();
  const share = whole > 0 ? part / whole : 0;
  return (
    <div>
      <Group justify="space-between">
        <Text size="sm">{text}</Text>
        <Text size="sm">{percent(share)}</Text>
      </Group>
      <Progress value={Math.min(100, share * 100)} aria-label={text} />
    </div>
  );
}

function Work({ project }: { project: ProjectRow }) {
  const { t } = useI18n();
  const [tasks, done, planned, logged, budget] = [
    numberOf(project.tasks),
    numberOf(project.tasks_done),
    numberOf(project.planned_hours),
    numberOf(project.logged_hours),
    numberOf(project.budget_hours),
  ];
  if (tasks === undefined && planned === undefined) return null;
  return (
    <Paper withBorder p="md">
      <Stack>
        <Title order={2} size="h4">
          {t('project.work')}
        </Title>
        <Text size="sm" c="dimmed">
          {t('project.workLead')}
        </Text>
        {tasks !== undefined && done !== undefined && (
          <Share text={t('project.tasksDone', { done, all: tasks })} part={done} whole={tasks} />
        )}
        {planned !== undefined && logged !== undefined && (
          <Share
            text={t('project.hoursLogged', { logged, planned })}
            part={logged}
            whole={planned}
          />
        )}
        {budget !== undefined && logged !== undefined && (
          <Share
            text={t('project.hoursOfBudget', { logged, budget })}
            part={logged}
            whole={budget}
          />
        )}
      </Stack>
    </Paper>
  );
}

function Next({ project }: { project: ProjectRow }) {
  const { t, day } = useI18n();
  const milestones = usePortalRows('project_milestones', { path: { id: project.id } });
  return (
    <Paper withBorder p="md">
      <Stack gap="xs">
        <Title order={2} size="h4">
          {t('project.next')}
        </Title>
        <Told of={milestones}>
          {({ rows }) => {
            const when = (row: (typeof rows)[number]) => dayOf(row.forecast) ?? dayOf(row.target);
            const next = rows
              .filter((row) => !row.actual && when(row))
              .sort((a, b) => (when(a) ?? '').localeCompare(when(b) ?? ''))
              .slice(0, NEXT_MAX);
            if (!next.length) return <Text c="dimmed">{t('project.nextNone')}</Text>;
            return next.map((row) => (
              <Text key={row.id}>
                <Anchor
                  className="target"
                  renderRoot={(props) => (
                    <Link
                      to={'.' as string}
                      search={{ tab: 'milestones', milestone: row.id } as never}
                      {...props}
                    />
                  )}
                >
                  {textOrNothing(row.name) ?? '–'}
                </Anchor>{' '}
                <Text span c="dimmed">
                  {day(when(row) ?? '')}
                  {row.id === project.go_live && ` · ${t('milestones.goLive')}`}
                </Text>
              </Text>
            ));
          }}
        </Told>
      </Stack>
    </Paper>
  );
}
