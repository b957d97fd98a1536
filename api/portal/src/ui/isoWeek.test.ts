import { expect, test } from 'vitest';
import { daysOf, mondayOf, weekOf } from './isoWeek';

test('weeks belong to the year of their Thursday', () => {
  expect(weekOf('2026-01-01')).toBe('2026-W01');
  expect(weekOf('2027-01-01')).toBe('2026-W53');
  expect(weekOf('2024-12-30')).toBe('2025-W01');
  expect(weekOf('2026-11-22')).toBe('2026-W47');
});

test('a week has the days from Monday to Sunday', () => {
  expect(daysOf('2026-W53')).toEqual([
    '2026-12-28',
    '2026-12-29',
    '2026-12-30',
    '2026-12-31',
    '2027-01-01',
    '2027-01-02',
    '2027-01-03',
  ]);
  expect(mondayOf('2026-11-22')).toBe('2026-11-16');
});

test('what is no week has no days', () => {
  for (const week of ['2025-W53', '2026-W00', '2026-W60', 'now', '']) {
    expect(daysOf(week)).toBeUndefined();
  }
});
