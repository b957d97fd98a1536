import { expect, test } from 'vitest';
import { readHours } from './hours';

test('hours are read as decimals and as a clock', () => {
  expect(readHours('7.5', 0)).toBe(7.5);
  expect(readHours('7,25', 0)).toBe(7.25);
  expect(readHours(' 7:30 ', 2)).toBe(7.5);
  expect(readHours('8h', 2)).toBe(8);
  expect(readHours('', 2)).toBe(0);
});

test('a sign adds and takes back', () => {
  expect(readHours('+1', 2)).toBe(3);
  expect(readHours('-0:30', 2)).toBe(1.5);
  expect(readHours('-3', 2)).toBeUndefined();
});

test('anything else is not taken', () => {
  for (const text of ['eight', '7:75', '.', '1.234', '--1']) {
    expect(readHours(text, 0)).toBeUndefined();
  }
});
