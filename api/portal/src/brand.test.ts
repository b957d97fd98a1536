import { expect, test } from 'vitest';
import { contrast, CONTRAST_MIN, readable, themeOf } from './brand';

test('contrast is that of WCAG', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
});

test('white text can be read on any colour of a host', () => {
  for (const colour of ['#ffff00', '#ffffff', '#00ffcc', '#0b6e4f', '#000000']) {
    expect(contrast(readable(colour), '#ffffff')).toBeGreaterThanOrEqual(CONTRAST_MIN);
    expect(themeOf(colour).colors?.brand).toHaveLength(10);
  }
});
