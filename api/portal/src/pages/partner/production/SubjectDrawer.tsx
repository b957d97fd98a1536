import { Stack, Title } from '@mantine/core';
import { ApiError } from '../../../api/client';
import { useEyes } from '../../../api/eyes';
import { usePortalRecord, type Row } from '../../../api/rows';
import { useI18n } from '../../../i18n';
import { useMe } from '../../../session';
import { cellOf, isForPeople } from '../../../ui/cells';
import { Detail } from '../../../ui/Detail';
import { FactList } from '../../../ui/Facts';
import { Empty } from '../../../ui/Page';
import { Told } from '../../../ui/Problem';
import { WhyHere } from '../../../ui/WhyHere';
import { FeedbackList } from './FeedbackList';
import { ReportFeedback } from './ReportFeedback';
import { titleOf, type OpenSubject } from './subject';
import './production.css';

interface DrawerProps {
  open?: OpenSubject;
  /** The columns of its list, in their order. */
  columns?: string[];
  onClose(): void;
}

/** A work step or process beside the page: what is told of it, its reports, and the next one. */
export function SubjectDrawer({ open, columns, onClose }: DrawerProps) {
  const { t } = useI18n();
  return (
    <Detail
      opened={open !== undefined}
      title={open ? t(`subject.${open.kind}`) : ''}
      onClose={onClose}
    >
      {open && <Subject key={open.id} of={open} columns={columns} />}
    </Detail>
  );
}

const isGone = (error: unknown) => error instanceof ApiError && error.problem.status === 404;

function Subject({ of, columns }: { of: OpenSubject; columns?: string[] }) {
  const { t } = useI18n();
  const eyes = useEyes();
  const input = { path: { id: of.id } };
  const step = usePortalRecord('work_step', input, of.kind === 'step');
  const process = usePortalRecord('process', input, of.kind === 'process');
  const asked = of.kind === 'step' ? step : process;
  if (isGone(asked.error)) return <Empty title={t('subject.gone')}>{t('subject.goneWhy')}</Empty>;
  return (
    <Told of={asked}>
      {({ record, tag }) => (
        <Stack gap="lg">
          <Title order={3} size="h3">
            {titleOf(record)}
          </Title>
          {eyes.kind === 'own' && <ReportFeedback of={of} row={record as Row} tag={tag} />}
          <Facts row={record as Row} columns={columns} />
          <div>
            <Title order={3} size="h4" mb="xs">
              {t('feedback.title')}
            </Title>
            <FeedbackList of={of} />
          </div>
          <WhyHere id={of.id} />
        </Stack>
      )}
    </Told>
  );
}

/** What is told of a record, name by name; what is hidden is simply not there. */
function Facts({ row, columns }: { row: Row; columns?: string[] }) {
  const i18n = useI18n();
  const { workspace_zone: zone } = useMe();
  const told = (columns ?? Object.keys(row)).filter((name) => isForPeople(name) && name in row);
  return (
    <FactList
      facts={told.map((name) => [
        i18n.name(name),
        cellOf(name, row[name], i18n, zone) || i18n.t('value.none'),
      ])}
    />
  );
}
