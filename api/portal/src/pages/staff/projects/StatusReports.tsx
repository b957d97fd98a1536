import type { StatusReportEntry } from '../../../api/client';
import { tagOf, useStaffRows } from '../../../api/rows';
import { useI18n } from '../../../i18n';
import { ActButton, CommandButton } from '../../../ui/CommandButton';
import { RecordFacts } from '../../../ui/Facts';
import { Empty } from '../../../ui/Page';
import { Records } from '../../../ui/Records';
import { StatusBadge } from '../../../ui/StatusBadge';
import { Attachments } from './Attachments';
import { Comments } from './Comments';
import { useLooks } from './looks';

/** How a project is judged, dimension by dimension. */
const DIMENSIONS = ['scope', 'schedule', 'budget', 'resources'] as const;
const HEALTHS = Object.fromEntries(
  DIMENSIONS.map((dimension) => [
    dimension,
    { cell: (report: StatusReportEntry) => <StatusBadge status={report[dimension]} /> },
  ]),
);

/** How a project went, period by period. */
export function StatusReports({ project }: { project: string }) {
  const { t, day } = useI18n();
  const looks = { ...useLooks(), ...HEALTHS };
  const list = useStaffRows('staff_status_reports', { filters: { project } });
  const write = <CommandButton command="write-status-report" fixed={{ project }} />;
  return (
    <Records
      of={list}
      name="staff-status-reports"
      caption={t('project.reports')}
      looks={looks}
      without={[
        'project',
        'author',
        'summary',
        'achievements',
        'next_steps',
        'sentiment',
        'return_reason',
      ]}
      filters={['state']}
      toolbar={write}
      empty={
        <Empty title={t('project.noReports')}>
          {t('project.noReportsWhy')} {write}
        </Empty>
      }
      titleOf={({ from, to }) => t('project.reportOf', { from: day(from), to: day(to) })}
      actions={(report) => <ReportActions report={report} />}
      detail={(report) => (
        <>
          <RecordFacts of={report} looks={looks} skip={['project', 'author']} />
          <Comments about={{ status_report: report.id }} />
          <Attachments about={{ status_report: report.id }} />
        </>
      )}
    />
  );
}

function ReportActions({ report }: { report: StatusReportEntry }) {
  const { id, state } = report;
  const of = { body: { report: id }, ifMatch: tagOf(report) };
  return (
    <>
      {state === 'draft' && (
        <>
          <CommandButton
            command="change-status-report"
            fixed={{ report: id }}
            initial={report as unknown as Record<string, unknown>}
            ifMatch={tagOf(report)}
          />
          <ActButton {...of} command="submit-status-report" variant="filled" />
        </>
      )}
      {state === 'submitted' && (
        <>
          <ActButton {...of} command="publish-status-report" variant="filled" />
          <CommandButton
            command="return-status-report"
            fixed={{ report: id }}
            ifMatch={tagOf(report)}
          />
          <ActButton {...of} command="recall-status-report" />
        </>
      )}
    </>
  );
}
