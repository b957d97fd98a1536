const FORMATS = new Map<string, Intl.DateTimeFormat>();

function formatIn(zone: string): Intl.DateTimeFormat {
  const known = FORMATS.get(zone);
  if (known) return known;
  // Swedish writes moments as `datetime-local` takes them, but for the blank.
  const made = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'short',
  });
  FORMATS.set(zone, made);
  return made;
}

const HERE = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** A moment as clocks in a zone show it: `2026-11-22T17:30`. */
export const wallTime = (instant: string | number, zone?: string | null): string =>
  formatIn(zone ?? HERE)
    .format(new Date(instant))
    .replace(' ', 'T');

/** The moment at which clocks in a zone show this; of a time that they skip, the one after the gap. */
export function instantAt(wall: string, zone?: string | null): string {
  const wanted = Date.parse(`${wall}Z`);
  const shownAt = (moment: number) => Date.parse(`${wallTime(moment, zone)}Z`);
  // The offset at a first guess, and once more where a change of clocks lies between.
  const guess = wanted - (shownAt(wanted) - wanted);
  return new Date(guess - (shownAt(guess) - wanted)).toISOString();
}
