import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Module } from '../../api/client';
import { useEyes } from '../../api/eyes';
import { useI18n } from '../../i18n';
import { Empty, Page } from '../../ui/Page';
import { Told } from '../../ui/Problem';
import { useMinute } from '../../ui/timelineWindow';
import { usePortalOwner } from './production/subject';
import { ProductionFigures, ProjectFigures } from './start/Figures';
import { NewsList } from './start/NewsList';
import { NextSteps, NextTasks } from './start/Next';
import { SinceVisit } from './start/Since';
import { Figure, Part } from './start/parts';

/** The modules that show work steps. */
const WITH_STEPS: Module[] = [
  'planning_objects',
  'planning',
  'workbench_classic',
  'workbench_terminal',
];

/** Where a partner begins: what is next, what changed, and how much there is. */
export default function Start() {
  const i18n = useI18n();
  const eyes = useEyes();
  const owner = usePortalOwner();
  const now = useMinute();
  return (
    <Told of={owner}>
      {({ display_name, modules, counts, workspace_zone }) => {
        const hasSteps = WITH_STEPS.some((module) => modules.includes(module));
        const hasProjects = modules.includes('projects');
        return (
          <Page
            title={i18n.t('start.title', { name: display_name })}
            lead={i18n
              .format(workspace_zone, {
                weekday: 'long',
                day: 'numeric',
                month: 'long',
                year: 'numeric',
              })
              .format(now)}
          >
            {!modules.length && (
              <Empty title={i18n.t('start.noModules')}>{i18n.t('start.noModulesWhy')}</Empty>
            )}
            <div className="start-columns">
              <div>
                {hasSteps && <NextSteps />}
                {hasProjects && <NextTasks />}
                {hasSteps && modules.includes('dashboard') && <ProductionFigures />}
                {hasProjects && <ProjectFigures />}
              </div>
              <div>
                {eyes.kind === 'own' && <NewsList />}
                <Counts counts={counts} />
                {eyes.kind === 'own' && <SinceVisit />}
              </div>
            </div>
          </Page>
        );
      }}
    </Told>
  );
}

/** Lists whose page is called otherwise. */
const PAGES: Record<string, string> = { 'order-items': '/orders' };

/** How many rows each list has; a figure leads to its page, where there is one. */
function Counts({ counts }: { counts: Record<string, number> }) {
  const { t, name, number } = useI18n();
  const own = useEyes().kind === 'own';
  const lists = Object.entries(counts);
  return (
    <Part title={t('start.counts')}>
      {lists.length ? (
        <div className="figures">
          {lists.map(([list, count]) => (
            <Figure
              key={list}
              label={name(list)}
              value={number(count)}
              to={PAGES[list] ?? `/${list}`}
            />
          ))}
        </div>
      ) : (
        <Text c="dimmed">{t('value.none')}</Text>
      )}
      {own && (
        <Link to="/what-i-see" className="start-link">
          {t('seen.title')}
        </Link>
      )}
    </Part>
  );
}
