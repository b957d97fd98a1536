import { useState } from 'react';
import type { TimesheetLine } from '../../../api/client';
import { useEyes } from '../../../api/eyes';
import { usePortalRecord, usePortalRows } from '../../../api/rows';
import { useI18n } from '../../../i18n';
import { daysOf, mondayOf, today, weekOf } from '../../../ui/isoWeek';
import { Told } from '../../../ui/Problem';
import type { Approval } from './Approvals';
import { ApprovalList } from './ApprovalList';
import { CellLedger } from './CellLedger';
import { Decide } from './Decide';
import type { Sheet } from './Timesheets';
import { WeekGrid } from './WeekGrid';
import { cellKey, placeOfLine } from './ledger';
import { usePlaces, type Places } from './places';
import { rowsOf } from './weekRows';

/** What the open week shows, and what is plain: nobody approves his own. */
const SHOWN_ELSEWHERE = ['lines', 'mine'];

/** Timesheets that wait, or some of whose lines do. */
export function SheetApprovals({ waiting }: { waiting: Approval[] }) {
  const { t, number } = useI18n();
  const list = usePortalRows('timesheets');
  const places = usePlaces();
  const approvals = new Map<string, Approval>(waiting.map((one) => [one.id, one]));
  const nameOf = ({ person, week, hours }: Sheet) =>
    [
      person,
      week && /^\d{4}-\d\d-\d\d$/.test(week) ? weekOf(week) : week,
      typeof hours === 'number' && t('value.hours', { hours: number(hours) }),
    ]
      .filter(Boolean)
      .join(' · ');
  return (
    <Told of={list}>
      {({ columns, rows, complete }) => (
        <ApprovalList<Sheet>
          about="timesheet"
          told={{
            complete,
            columns: columns.filter((column) => !SHOWN_ELSEWHERE.includes(column)),
            rows: rows.filter(({ id }) => approvals.has(id)),
          }}
          filters={['person']}
          isWhole={({ id }) => approvals.get(id)?.whole === true}
          nameOf={nameOf}
          detail={(row, close) => (
            <Opened
              sheet={row}
              approval={approvals.get(row.id)}
              places={places}
              label={nameOf(row)}
              onDone={close}
            />
          )}
        />
      )}
    </Told>
  );
}

interface OpenedProps {
  sheet: Sheet;
  approval?: Approval;
  places: Places;
  label: string;
  onDone(): void;
}

/** The week that is decided about, with the entries behind each cell. */
function Opened({ sheet, approval, places, label, onDone }: OpenedProps) {
  const i18n = useI18n();
  const { t } = i18n;
  const eyes = useEyes();
  const { data } = usePortalRecord('timesheet', { path: { id: sheet.id } });
  const [at, move] = useState({ row: 0, column: 0 });
  const lines: TimesheetLine[] = Array.isArray(sheet.lines) ? sheet.lines : [];
  const cells = new Map(lines.map((line) => [cellKey(placeOfLine(line), line.day ?? ''), line]));
  const rows = rowsOf(lines.map(placeOfLine), places, i18n);
  const days = daysOf(lines[0]?.day ? weekOf(mondayOf(lines[0].day)) : '') ?? [];
  const [place, day] = [rows[at.row], days[at.column]];
  const parts = (approval?.phases ?? []).map((phase) => ({
    label: t('approvals.approvePhase', { phase: places.phase(phase) || t('week.phase') }),
    fields: { phase },
  }));
  return (
    <>
      <WeekGrid
        label={label}
        days={days}
        today={today()}
        rows={rows}
        look="decimal"
        cell={(row, on) => {
          const line = cells.get(cellKey(row, on));
          return { hours: line?.hours ?? 0, state: line?.approved ? 'approved' : undefined };
        }}
        at={at}
        onMove={move}
      />
      {place && day && (
        <CellLedger
          place={place}
          day={day}
          line={cells.get(cellKey(place.key, day))}
          look="decimal"
          onNote={() => undefined}
        />
      )}
      {eyes.kind === 'own' && approval && (
        <Decide
          approve="approve-timesheet"
          reject="reject-timesheet"
          about={{ timesheet: sheet.id }}
          parts={parts}
          whole={approval.whole}
          tag={data?.tag}
          onDone={onDone}
        />
      )}
    </>
  );
}
