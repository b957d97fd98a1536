import { useState, type KeyboardEvent } from 'react';
import { useI18n } from '../../../i18n';
import { hoursText, readHours, type HoursLook } from './hours';
import type { WeekCellState } from './WeekGrid';

type Move = [rows: number, columns: number];

interface WeekCellProps extends WeekCellState {
  /** Its place in the grid. */
  name: string;
  label: string;
  look: HoursLook;
  rest: boolean;
  isAt: boolean;
  /** The first character of what is being written, or nothing where the cell is opened as it is. */
  begun?: string;
  readOnly: boolean;
  onKey(event: KeyboardEvent): void;
  onFocus(): void;
  onEdit(): void;
  /** What was written, and where to go from there. */
  onLeave(hours?: number, move?: Move): void;
}

const GLYPHS = { sending: '…', failed: '!', approved: '✓' };

/** The hours of one day. */
export function WeekCell(props: WeekCellProps) {
  const i18n = useI18n();
  const { hours, state, look, isAt, begun, readOnly } = props;
  const isOpen = isAt && begun !== undefined && !readOnly;
  const text = hours === 0 ? '' : hoursText(hours, look, i18n);
  return (
    <div
      className="week-cell"
      role="gridcell"
      data-cell={props.name}
      data-rest={props.rest ? '' : undefined}
      data-state={state}
      tabIndex={isAt && !isOpen ? 0 : -1}
      aria-readonly={readOnly}
      aria-invalid={state === 'failed' || undefined}
      onKeyDown={isOpen ? undefined : props.onKey}
      onFocus={isOpen ? undefined : props.onFocus}
      onClick={isOpen ? undefined : props.onEdit}
    >
      {isOpen ? (
        <Editor {...props} first={begun} text={text} />
      ) : (
        <>
          <span>{text}</span>
          {state && (
            <span
              className="week-mark"
              role="img"
              aria-label={i18n.t(`week.state.${state}`)}
              title={i18n.t(`week.state.${state}`)}
            >
              {GLYPHS[state]}
            </span>
          )}
        </>
      )}
    </div>
  );
}

function Editor({ first, text, label, hours, onLeave }: WeekCellProps & Opened) {
  const { t } = useI18n();
  const [written, write] = useState(first || text);
  const told = readHours(written, hours);
  const leave = (move?: Move) => {
    // What cannot be read stays open, to be mended.
    if (told !== undefined) onLeave(told === hours ? undefined : told, move);
  };
  const onKey = (event: KeyboardEvent) => {
    const move = (
      {
        Enter: [event.shiftKey ? -1 : 1, 0],
        Tab: [0, event.shiftKey ? -1 : 1],
        ArrowUp: [-1, 0],
        ArrowDown: [1, 0],
      } satisfies Record<string, Move>
    )[event.key] as Move | undefined;
    if (event.key === 'Escape') onLeave(undefined, [0, 0]);
    else if (move) leave(move);
    else return;
    event.preventDefault();
  };
  return (
    <input
      className="week-input"
      autoFocus
      onFocus={(event) => !first && event.currentTarget.select()}
      inputMode="decimal"
      aria-label={label}
      aria-invalid={told === undefined}
      title={told === undefined ? t('week.unreadable') : undefined}
      value={written}
      onChange={(event) => write(event.currentTarget.value)}
      onKeyDown={onKey}
      onBlur={() => (told === undefined ? onLeave() : leave())}
    />
  );
}

interface Opened {
  first: string;
  text: string;
}
