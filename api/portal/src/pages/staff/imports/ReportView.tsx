import { Alert, SimpleGrid, Text } from '@mantine/core';
import { useMemo } from 'react';
import { ApiError } from '../../../api/client';
import { useI18n } from '../../../i18n';
import { DataTable } from '../../../ui/DataTable';
import { Part } from '../../../ui/Detail';
import { RecordFacts } from '../../../ui/Facts';
import { ProblemAlert } from '../../../ui/Problem';
import type { Report } from './running';

type Cells = Record<string, unknown>;

/** Parts of reports that are lists, each shown as a table. */
const LISTS = ['results', 'warnings', 'persons', 'vanished'];
/** What is told elsewhere. */
const ASIDE = ['import', 'dry_run', 'stopped', 'warnings_total', 'project'];

/** What an import came to, or would come to. */
export function ReportView({ report }: { report: Report }) {
  const { t, name } = useI18n();
  const entries = Object.entries(report).filter(([part]) => !ASIDE.includes(part));
  const numbers = entries.filter(([, value]) => typeof value === 'number');
  const groups = entries.filter(
    ([, value]) => typeof value === 'object' && value !== null && !Array.isArray(value),
  );
  return (
    <>
      <Alert color={report.stopped ? 'orange' : 'green'} role="status">
        <Text fw={600}>
          {t(
            report.stopped
              ? 'import.wasStopped'
              : report.dry_run
                ? 'import.dryDone'
                : 'import.done',
          )}
        </Text>
        {t(report.dry_run ? 'import.dryDoneWhy' : 'import.doneWhy')}
      </Alert>
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 4 }}>
        <Part title={t('import.counts')}>
          <RecordFacts of={Object.fromEntries(numbers)} />
        </Part>
        {groups.map(([part, value]) => (
          <Part key={part} title={name(part)}>
            <RecordFacts of={value as Cells} />
          </Part>
        ))}
      </SimpleGrid>
      {LISTS.map((part) => {
        const rows = report[part];
        if (!Array.isArray(rows) || rows.length === 0) return null;
        return <Findings key={part} title={name(part)} name={part} rows={rows as Cells[]} />;
      })}
    </>
  );
}

/** Why a file was refused: the problem, and every row that is to blame. */
export function Refusal({ error }: { error: unknown }) {
  const { t } = useI18n();
  const findings =
    error instanceof ApiError ? (error.problem.findings as Cells[] | undefined) : undefined;
  return (
    <>
      <ProblemAlert error={error} />
      {findings && findings.length > 0 && (
        <>
          <Text>{t('import.refusedWhy')}</Text>
          <Findings title={t('import.findings')} name="findings" rows={findings} />
        </>
      )}
    </>
  );
}

const first = ['file', 'row', 'line', 'task', 'resource', 'column', 'element', 'value'];

/** Findings in a file, or what became of its rows, as a table. */
function Findings({ title, name, rows }: { title: string; name: string; rows: Cells[] }) {
  const { name: nameOf } = useI18n();
  const told = useMemo(() => {
    const withIds = rows.map((row, at) => ({ ...row, id: String(at) }));
    const there = new Set(
      rows.flatMap((row) => Object.keys(row).filter((field) => row[field] !== null)),
    );
    const columns = [...first, ...there].filter((field) => there.has(field));
    return { rows: withIds, columns: [...new Set(columns)] };
  }, [rows]);
  return (
    <Part title={title}>
      <div className="import-findings">
        <DataTable
          {...told}
          name={`import-${name}`}
          caption={title}
          looks={{
            code: { cell: (row) => nameOf(String((row as Cells).code)) },
            outcome: { cell: (row) => nameOf(String((row as Cells).outcome)) },
            problems: { cell: (row) => messagesOf(row as Cells) },
            message: {
              cell: (row) => <span className="wraps">{String((row as Cells).message)}</span>,
            },
          }}
          empty={null}
        />
      </div>
    </Part>
  );
}

const messagesOf = ({ problems }: Cells) =>
  ((problems as { message: string }[] | undefined) ?? []).map(({ message }) => message).join('; ');
