import { Alert, Anchor, Button, Group, Stack, Text, Title } from '@mantine/core';
import { Link, useParams } from '@tanstack/react-router';
import type { StatusReportRow } from '../../../../api/client';
import type { Tagged } from '../../../../api/eyes';
import { usePortalItem, usePortalRecord } from '../../../../api/rows';
import { useI18n } from '../../../../i18n';
import { Actions, type Action } from '../../../../ui/Actions';
import { Facts, Passage } from '../../../../ui/Facts';
import { Page } from '../../../../ui/Page';
import { Told } from '../../../../ui/Problem';
import { Remarks } from '../../../../ui/remarks/Remarks';
import { dayOf, numberOf, textOrNothing } from '../../../../ui/shown';
import { StatusBadge } from '../../../../ui/StatusBadge';
import './report.css';
import { DIMENSIONS, writtenOf } from './written';

/** One status report, as it is read and printed. */
export default function Report() {
  const { report } = useParams({ strict: false }) as { report: string };
  const told = usePortalRecord('status_report', { path: { id: report } });
  return <Told of={told}>{(data) => <Read key={report} {...data} />}</Told>;
}

function Read({ record, tag }: Tagged<StatusReportRow>) {
  const { t, day } = useI18n();
  const project = usePortalItem('project', { path: { id: record.project_id } });
  const [from, to] = [dayOf(record.period_start), dayOf(record.period_end)];
  const title =
    from && to ? t('reports.title', { from: day(from), to: day(to) }) : t('reports.titleOpen');
  const name = textOrNothing(project.data?.name) ?? t('project.unnamed');
  const author = textOrNothing(record.author);
  return (
    <Page
      title={title}
      lead={
        <Group gap="xs" component="span">
          <Anchor
            renderRoot={(props) => (
              <Link
                to={`/projects/${record.project_id}`}
                search={{ tab: 'reports' } as never}
                {...props}
              />
            )}
          >
            {name}
          </Anchor>
          <StatusBadge status={record.state} />
          {author && <span>{t('reports.by', { author })}</span>}
        </Group>
      }
      actions={
        <>
          <ReportActions record={record} tag={tag} />
          <Button variant="default" onClick={() => print()}>
            {t('reports.print')}
          </Button>
        </>
      }
    >
      <Stack gap="lg" maw={860} className="report">
        {record.return_reason && (
          <Alert color="orange" title={t('reports.returned')} className="no-print">
            <Text className="as-written">{record.return_reason}</Text>
          </Alert>
        )}
        <Dimensions report={record} />
        <Passage field="summary" text={record.summary} />
        <Passage field="achievements" text={record.achievements} />
        <Passage field="next_steps" text={record.next_steps} />
        <Sentiment report={record} />
        <Facts record={record} fields={['submitted_at', 'published_at']} brief />
        <div className="no-print">
          <Stack>
            <Remarks about="status_report" id={record.id} />
          </Stack>
        </div>
      </Stack>
    </Page>
  );
}

function Dimensions({ report }: { report: StatusReportRow }) {
  const { t, name } = useI18n();
  const told = DIMENSIONS.filter((dimension) => report[dimension]);
  if (!told.length) return null;
  return (
    <section>
      <Title order={2} size="h4" mb="xs">
        {t('reports.health')}
      </Title>
      <dl className="dimensions">
        {told.map((dimension) => (
          <div key={dimension}>
            <dt>{name(dimension)}</dt>
            <dd>
              <StatusBadge status={String(report[dimension])} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Sentiment({ report }: { report: StatusReportRow }) {
  const { t } = useI18n();
  const grade = numberOf(report.sentiment);
  if (grade === undefined) return null;
  return (
    <section>
      <Title order={2} size="h4" mb="xs">
        {t('reports.sentiment', { grade })}
      </Title>
      {report.sentiment_comment && <Text className="as-written">{report.sentiment_comment}</Text>}
    </section>
  );
}

/** What an author can do with a report, by where it stands. */
function ReportActions({ record, tag }: Tagged<StatusReportRow>) {
  const { t } = useI18n();
  const { id, mine, state } = record;
  if (!mine) return null;
  const body = { report: id };
  const drafted: Action[] = [
    {
      label: t('reports.submit'),
      main: true,
      confirm: t('reports.submitSure'),
      does: { command: 'submit-status-report', body, ifMatch: tag },
    },
    {
      label: t('reports.change'),
      form: {
        command: 'change-status-report',
        fixed: body,
        changes: true,
        ifMatch: tag,
        ...writtenOf(record),
      },
    },
  ];
  const submitted: Action[] = [
    {
      label: t('reports.recall'),
      does: { command: 'recall-status-report', body, ifMatch: tag },
    },
  ];
  return <Actions actions={state === 'draft' ? drafted : state === 'submitted' ? submitted : []} />;
}
