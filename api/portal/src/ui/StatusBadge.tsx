import { useI18n } from '../i18n';
import './status.css';

type Tone = 'calm' | 'ready' | 'busy' | 'done' | 'alarm' | 'off';

/** Glyph and tone of everything that has a state; the word is in the texts. */
const LOOKS: Record<string, [glyph: string, tone: Tone]> = {
  // Production
  unscheduled: ['○', 'off'],
  not_scheduled: ['○', 'off'],
  paused: ['❚❚', 'calm'],
  planned: ['○', 'calm'],
  scheduled: ['◔', 'calm'],
  started: ['▶', 'busy'],
  interrupted: ['❚❚', 'alarm'],
  completed: ['✓', 'done'],
  // Projects
  active: ['▶', 'busy'],
  on_hold: ['❚❚', 'alarm'],
  cancelled: ['✕', 'off'],
  green: ['●', 'ready'],
  amber: ['◆', 'busy'],
  red: ['▲', 'alarm'],
  open: ['○', 'calm'],
  not_started: ['○', 'calm'],
  in_progress: ['▶', 'busy'],
  blocked: ['!', 'alarm'],
  done: ['✓', 'done'],
  closed: ['✓', 'done'],
  // Time and money
  draft: ['✎', 'off'],
  submitted: ['↑', 'calm'],
  approved: ['✓', 'ready'],
  rejected: ['✕', 'alarm'],
  reopened: ['↺', 'busy'],
  paid: ['✓', 'done'],
  published: ['✓', 'ready'],
  tentative: ['◌', 'calm'],
  confirmed: ['✓', 'ready'],
  // Access
  holding: ['✓', 'ready'],
  ended: ['✕', 'off'],
  pending: ['◔', 'calm'],
  accepted: ['✓', 'ready'],
  sent: ['↑', 'calm'],
  held: ['❚❚', 'off'],
  expired: ['✕', 'off'],
  revoked: ['✕', 'off'],
  // Long work
  running: ['▶', 'busy'],
  failed: ['!', 'alarm'],
  stopped: ['❚❚', 'off'],
};
const UNKNOWN: [string, Tone] = ['○', 'off'];

/** Never colour alone: glyph, word and colour. */
export function StatusBadge({ status }: { status: string }) {
  const { name } = useI18n();
  const [glyph, tone] = LOOKS[status] ?? UNKNOWN;
  return (
    <span className={`status status-${tone}`}>
      <span aria-hidden="true">{glyph}</span> {name(status)}
    </span>
  );
}

/** Whether `value` is a state that has looks of its own. */
export const hasLooks = (value: unknown): value is string =>
  typeof value === 'string' && value in LOOKS;
/** The tone of a state, for bars and charts. */
export const toneOf = (status: string): Tone => (LOOKS[status] ?? UNKNOWN)[1];
/** The glyph of a state. */
export const glyphOf = (status: string): string => (LOOKS[status] ?? UNKNOWN)[0];
