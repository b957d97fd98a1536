import { Anchor } from '@mantine/core';
import { Link, useParams } from '@tanstack/react-router';
import { useStaffItem } from '../../../api/rows';
import { useI18n } from '../../../i18n';
import { Page } from '../../../ui/Page';
import { Told } from '../../../ui/Problem';
import { Tabbed } from '../../../ui/Tabbed';
import { Bookings } from './Bookings';
import { Comments } from './Comments';
import { Milestones } from './Milestones';
import { Overview } from './Overview';
import { Phases } from './Phases';
import { Raid } from './Raid';
import { StatusReports } from './StatusReports';
import { Tasks } from './Tasks';

/** One project, with everything that belongs to it. */
export default function Project() {
  const { t } = useI18n();
  const { id } = useParams({ strict: false }) as { id: string };
  const project = useStaffItem('staff_project', { path: { id } });
  const back = (
    <Anchor renderRoot={(props) => <Link to="/staff/projects" {...props} />}>
      {t('project.back')}
    </Anchor>
  );
  return (
    <Page title={project.data?.name ?? t('project.one')} actions={back} fill>
      <Told of={project}>
        {(told) => (
          <Tabbed
            label={t('project.parts')}
            tabs={[
              {
                name: 'overview',
                label: t('project.overview'),
                content: () => <Overview project={told} />,
              },
              {
                name: 'phases',
                label: t('project.phases'),
                content: () => <Phases project={id} />,
              },
              { name: 'tasks', label: t('project.tasks'), content: () => <Tasks project={id} /> },
              {
                name: 'milestones',
                label: t('project.milestones'),
                content: () => <Milestones project={id} />,
              },
              { name: 'raid', label: t('project.raid'), content: () => <Raid project={id} /> },
              {
                name: 'reports',
                label: t('project.reports'),
                content: () => <StatusReports project={id} />,
              },
              {
                name: 'bookings',
                label: t('project.bookings'),
                content: () => <Bookings project={id} />,
              },
              {
                name: 'comments',
                label: t('project.comments'),
                content: () => <Comments about={{ project: id }} />,
              },
            ]}
          />
        )}
      </Told>
    </Page>
  );
}
