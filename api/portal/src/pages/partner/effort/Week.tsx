import { Alert, Button, Group, SegmentedControl, Select, Stack, Text } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { TimesheetLine } from '../../../api/client';
import { useEyes } from '../../../api/eyes';
import { useI18n } from '../../../i18n';
import { useMe } from '../../../session';
import { addDays, today, weekOf } from '../../../ui/isoWeek';
import { Page } from '../../../ui/Page';
import { useSearchState } from '../../../ui/search';
import { StatusBadge } from '../../../ui/StatusBadge';
import { CellLedger } from './CellLedger';
import type { Sheet } from './Timesheets';
import { Unsent } from './Unsent';
import { WeekGrid, type WeekCellState } from './WeekGrid';
import { WeekSteps } from './WeekSteps';
import type { HoursLook } from './hours';
import { cellKey, placeOfLine, type Ledger } from './ledger';
import { usePlaces } from './places';
import { placeChoices, rowsOf } from './weekRows';

const DAYS = 7;
/** States in which the owner writes; time in a rejected one makes it a draft again. */
const OPEN = ['draft', 'rejected'];

interface WeekProps {
  days: string[];
  /** Absent where nothing was written yet. */
  sheet?: Sheet;
  sheets: Sheet[];
  ledger: Ledger;
}

const linesOf = (sheet?: Sheet): TimesheetLine[] =>
  Array.isArray(sheet?.lines) ? sheet.lines : [];

/** One week of somebody's time: one's own is written here. */
export function Week({ days, sheet, sheets, ledger }: WeekProps) {
  const i18n = useI18n();
  const { t } = i18n;
  const eyes = useEyes();
  const me = useMe();
  const places = usePlaces();
  const [search, setSearch] = useSearchState();
  const [at, move] = useState({ row: 0, column: 0 });
  const [added, add] = useState<string[]>([]);
  const [note, setNote] = useState('');
  const look: HoursLook = search.hours === 'clock' ? 'clock' : 'decimal';
  const monday = days[0] ?? '';
  const isOwn = sheet?.mine ?? true;
  const isOpen = eyes.kind === 'own' && isOwn && OPEN.includes(sheet?.status ?? 'draft');

  const lines = useMemo(
    () => new Map(linesOf(sheet).map((line) => [cellKey(placeOfLine(line), line.day ?? ''), line])),
    [sheet],
  );
  const written = [...ledger.intents.keys()].filter((key) =>
    days.includes(key.split(' ')[1] ?? ''),
  );
  const keys = [
    ...linesOf(sheet).map(placeOfLine),
    ...added,
    ...written.map((key) => key.split(' ')[0] ?? ''),
  ];
  const rows = rowsOf(isOwn ? keys : linesOf(sheet).map(placeOfLine), places, i18n);
  const before = sheets.find((one) => one.mine && one.week === addDays(monday, -DAYS));

  const stands = (row: string, day: string) => lines.get(cellKey(row, day))?.hours ?? 0;
  const cell = (row: string, day: string): WeekCellState => {
    const key = cellKey(row, day);
    const intent = isOwn ? ledger.intents.get(key) : undefined;
    if (intent) return { hours: intent.hours, state: intent.error ? 'failed' : 'sending' };
    const line = lines.get(key);
    const state = line?.approved && sheet?.status === 'submitted' ? 'approved' : undefined;
    return { hours: line?.hours ?? 0, state };
  };
  const go = (weeks: number) =>
    setSearch({ week: weekOf(addDays(monday, weeks * DAYS)), sheet: undefined });
  const place = rows[at.row];
  const day = days[at.column];
  const title = t(isOwn ? 'week.title' : 'week.titleOf', {
    week: weekOf(monday),
    name: sheet?.person ?? '',
  });
  return (
    <Page
      title={title}
      lead={`${i18n.day(monday)} – ${i18n.day(days.at(-1) ?? '')}`}
      actions={
        <>
          <Button
            variant="default"
            onClick={() => setSearch({ week: undefined, sheet: undefined })}
          >
            {t('week.all')}
          </Button>
          {isOwn && (
            <Group gap={4}>
              <Button variant="default" aria-label={t('week.before')} onClick={() => go(-1)}>
                ‹
              </Button>
              <Button
                variant="default"
                onClick={() => setSearch({ week: weekOf(today(me.workspace_zone)) })}
              >
                {t('week.now')}
              </Button>
              <Button variant="default" aria-label={t('week.after')} onClick={() => go(1)}>
                ›
              </Button>
            </Group>
          )}
          <SegmentedControl
            aria-label={t('week.look')}
            value={look}
            onChange={(value) => setSearch({ hours: value === 'clock' ? 'clock' : undefined })}
            data={[
              { value: 'decimal', label: t('week.decimal') },
              { value: 'clock', label: t('week.clock') },
            ]}
          />
        </>
      }
    >
      <Group justify="space-between">
        <Group gap="xs" role="status">
          {sheet?.status ? <StatusBadge status={sheet.status} /> : t('week.nothing')}
        </Group>
        {eyes.kind === 'own' && isOwn && sheet && (
          <WeekSteps sheet={sheet} waits={written.length > 0} />
        )}
      </Group>
      {sheet?.reason && (
        <Alert
          color="orange"
          title={t('week.reason')}
          styles={{ label: { color: 'var(--mantine-color-text)' } }}
        >
          {sheet.reason}
        </Alert>
      )}
      {typeof sheet?.lines === 'string' && <Text c="dimmed">{t('value.hidden')}</Text>}
      <Unsent ledger={ledger} cells={written} rows={rows} look={look} />
      <WeekGrid
        label={title}
        days={days}
        today={today(me.workspace_zone)}
        rows={rows}
        look={look}
        cell={cell}
        at={at}
        onMove={move}
        onWrite={
          isOpen
            ? (row, onDay, hours) => {
                ledger.write(row, onDay, hours, stands(row, onDay), note);
                setNote('');
              }
            : undefined
        }
      />
      {isOpen && (
        <Stack gap="xs" className="no-print">
          <Group align="end">
            <Select
              label={t('week.add')}
              placeholder={t('form.choose')}
              data={placeChoices(places, rows, i18n)}
              value={null}
              onChange={(key) => key && add((keysBefore) => [...keysBefore, key])}
              searchable
              limit={200}
              w={{ base: '100%', sm: 420 }}
              nothingFoundMessage={t('table.nothing')}
            />
            {before && linesOf(before).length > 0 && (
              <Button
                variant="default"
                onClick={() => add((all) => [...all, ...linesOf(before).map(placeOfLine)])}
              >
                {t('week.asBefore')}
              </Button>
            )}
          </Group>
          <Text size="sm" c="dimmed">
            {t('week.help')}
          </Text>
        </Stack>
      )}
      {place && day && (
        <div className="no-print">
          <CellLedger
            place={place}
            day={day}
            line={lines.get(cellKey(place.key, day))}
            look={look}
            note={isOpen ? note : undefined}
            onNote={setNote}
          />
        </div>
      )}
    </Page>
  );
}
