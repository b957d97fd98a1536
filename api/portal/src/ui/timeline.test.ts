import { expect, test } from 'vitest';
import { layOut, rowAt, span } from './timelineLanes';
import { calendarIn, ticksOf } from './timelineScale';

const HOUR = 3_600_000;
const vienna = calendarIn('Europe/Vienna');
const at = (text: string) => Date.parse(text);

test('a day begins at midnight of the plant, and is 25 hours long when the clock is put back', () => {
  const start = vienna.startOf('day', at('2026-10-25T12:00:00Z'));
  expect(start).toBe(at('2026-10-24T22:00:00Z'));
  expect(vienna.next('day', start) - start).toBe(25 * HOUR);
  const spring = vienna.startOf('day', at('2026-03-29T12:00:00Z'));
  expect(vienna.next('day', spring) - spring).toBe(23 * HOUR);
});

test('hours go on where the clock jumps', () => {
  for (const day of ['2026-03-29', '2026-10-25']) {
    const ticks = ticksOf(vienna, 'hours', at(`${day}T00:00:00Z`), at(`${day}T06:00:00Z`));
    for (const { start, end } of ticks) expect(end).toBeGreaterThan(start);
    expect(ticks.at(-1)!.end).toBeGreaterThanOrEqual(at(`${day}T06:00:00Z`));
  }
});

test('weeks are those of ISO 8601', () => {
  expect(vienna.week(at('2026-01-01T12:00:00Z'))).toBe(1);
  expect(vienna.week(at('2026-12-31T12:00:00Z'))).toBe(53);
  expect(vienna.week(at('2027-01-03T12:00:00Z'))).toBe(53);
  expect(vienna.week(at('2027-01-04T12:00:00Z'))).toBe(1);
  const start = vienna.startOf('week', at('2026-11-22T20:00:00Z'));
  expect(start).toBe(at('2026-11-15T23:00:00Z'));
});

const scale = { min: 0, px: 1, total: 1000 };
const bar = (id: string, start: number, end: number, row = 'a') => ({
  id,
  row,
  start,
  end,
  label: id,
});

test('bars that overlap lie in lanes, and their row grows', () => {
  const rows = ['a', 'b'].map((id) => ({ id, label: id }));
  const bars = [bar('1', 0, 100), bar('2', 50, 80), bar('3', 90, 200), bar('4', 0, 10, 'b')];
  const { placed, height } = layOut(rows, bars, scale, 32);
  expect(placed[0]!.lanes).toEqual([0, 1, 1]);
  expect(placed[0]!.height).toBeGreaterThan(placed[1]!.height);
  expect(placed[1]!.top).toBe(placed[0]!.height);
  expect(height).toBe(placed[0]!.height + placed[1]!.height);
});

test('a long bar is seen as long as it lasts, however many begin after it', () => {
  const rows = [{ id: 'a', label: 'a' }];
  const bars = [bar('long', 0, 900), bar('1', 10, 20), bar('2', 30, 40), bar('late', 950, 960)];
  const layout = layOut(rows, bars, scale, 32);
  expect(span(layout.placed[0]!, 500, 600)[0]).toBe(0);
  expect(span(layout.placed[0]!, 920, 960)).toEqual([3, 4]);
  expect(rowAt(layout, 10_000)).toBe(0);
});
