import { expect, test } from 'vitest';
import { instantAt, wallTime } from './zoned';

test('a moment is written as clocks of its zone show it, and read back', () => {
  for (const instant of ['2026-07-01T10:15:00.000Z', '2026-11-22T10:15:00.000Z']) {
    for (const zone of ['Europe/Vienna', 'America/New_York', 'Asia/Kolkata', 'UTC']) {
      expect(instantAt(wallTime(instant, zone), zone)).toBe(instant);
    }
  }
  expect(wallTime('2026-11-22T10:15:00Z', 'Europe/Vienna')).toBe('2026-11-22T11:15');
});

test('around a change of clocks the moment is one that the zone has', () => {
  expect(instantAt('2026-03-29T01:59', 'Europe/Vienna')).toBe('2026-03-29T00:59:00.000Z');
  expect(instantAt('2026-03-29T03:00', 'Europe/Vienna')).toBe('2026-03-29T01:00:00.000Z');
});
