import { Group, Select, TextInput } from '@mantine/core';
import { useMemo, type ReactNode } from 'react';
import { useStaffRows, type ListRead, type Row, type RowOf } from '../../../api/rows';
import type { Input } from '../../../api/client';
import { useI18n } from '../../../i18n';
import { Bars, type Bar } from '../../../ui/Bars';
import { DataTable, type ColumnLook } from '../../../ui/DataTable';
import { Empty } from '../../../ui/Page';
import { Told } from '../../../ui/Problem';
import { useSearchState } from '../../../ui/search';

/** The reports that the server makes. */
export type ReportRead = Extract<ListRead, `${string}_report`>;

const DAY_MS = 86_400_000;
/** Where a report needs a period, these are the days before and after today. */
const DAYS_BEFORE = 28;
const DAYS_AFTER = 28;
const dayFromNow = (days: number) =>
  new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);

interface ReportProps<K extends ReportRead> {
  id: K;
  /** The last part of its address. */
  path: string;
  title: string;
  /** Which days narrow it: none, any, or a period that it cannot do without. */
  period: 'none' | 'any' | 'needed';
  chart(rows: RowOf<K>[]): { title: string; bars: Bar[]; max?: number };
  /** Columns for programs. */
  without?: string[];
  looks?: Partial<Record<string, ColumnLook<Row>>>;
  note?: ReactNode;
}

/** One report: what it is narrowed to, its bars, and its rows with the way to take them along. */
export function Report<K extends ReportRead>(props: ReportProps<K>) {
  const { id, path, title, period, chart, without = [], looks, note } = props;
  const { t } = useI18n();
  const [search] = useSearchState();
  const usual = period === 'needed';
  const query = {
    project: search.of || undefined,
    from:
      period === 'none'
        ? undefined
        : (search.from ?? (usual ? dayFromNow(-DAYS_BEFORE) : undefined)),
    until:
      period === 'none'
        ? undefined
        : (search.until ?? (usual ? dayFromNow(DAYS_AFTER) : undefined)),
  };
  const list = useStaffRows(id, { query } as Input<K>);
  const csv = new URLSearchParams({ format: 'csv' });
  for (const [name, value] of Object.entries(query)) if (value) csv.set(name, value);
  return (
    <>
      <Narrowing period={period} from={query.from} until={query.until} />
      {note}
      <Told of={list}>
        {({ columns, rows, complete }) => (
          <>
            <Bars {...chart(rows)} />
            <ReportTable
              columns={columns.filter((column) => column !== 'rows' && !without.includes(column))}
              rows={rows as Record<string, unknown>[]}
              complete={complete}
              name={path}
              title={title}
              looks={looks}
              csv={`/v1/staff/reports/${path}?${csv}`}
            />
            {rows.length === 0 && <Empty title={t('report.empty')}>{t('report.emptyWhy')}</Empty>}
          </>
        )}
      </Told>
    </>
  );
}

interface ReportTableProps {
  columns: string[];
  rows: Record<string, unknown>[];
  complete: boolean;
  name: string;
  title: string;
  looks?: Partial<Record<string, ColumnLook<Row>>>;
  csv: string;
}

function ReportTable({ columns, rows, complete, name, title, looks, csv }: ReportTableProps) {
  // Rows of reports are no records: their place is what they are known by.
  const withIds = useMemo(() => rows.map((row, at): Row => ({ ...row, id: String(at) })), [rows]);
  return (
    <DataTable
      columns={columns}
      rows={withIds}
      complete={complete}
      name={`report-${name}`}
      caption={title}
      looks={looks}
      csv={csv}
      empty={null}
    />
  );
}

/** To which project and days a report is narrowed; both lie in the address. */
function Narrowing({
  period,
  from,
  until,
}: {
  period: 'none' | 'any' | 'needed';
  from?: string;
  until?: string;
}) {
  const { t, name } = useI18n();
  const [, setSearch] = useSearchState();
  const [search] = useSearchState();
  const projects = useStaffRows('staff_projects');
  return (
    <Group gap="xs" align="end" className="no-print">
      <Select
        label={name('project')}
        placeholder={t('table.all')}
        data={(projects.data?.rows ?? []).map((one) => ({ value: one.id, label: one.name }))}
        value={search.of ?? null}
        onChange={(project) => setSearch({ of: project ?? undefined })}
        searchable
        clearable
        w={240}
      />
      {period !== 'none' && (
        <>
          <TextInput
            type="date"
            label={t('report.from')}
            value={from ?? ''}
            onChange={(event) => setSearch({ from: event.currentTarget.value || undefined })}
          />
          <TextInput
            type="date"
            label={t('report.until')}
            value={until ?? ''}
            onChange={(event) => setSearch({ until: event.currentTarget.value || undefined })}
          />
        </>
      )}
    </Group>
  );
}
