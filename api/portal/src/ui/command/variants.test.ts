import { expect, test } from 'vitest';
import type { FieldForm, ValueForm } from '../../api/forms';
import { begunOf, kindOf, optionOf, optionsOf, variantName } from './variants';

const record = (...fields: FieldForm[]): ValueForm => ({ kind: 'record', fields });
const marked = (mark: string, ...fields: FieldForm[]) =>
  record(
    { field: 'kind', required: true, form: { kind: 'constant', value: mark } },
    { field: 'of', required: true, form: { kind: 'text' } },
    ...fields,
  );
const percent: FieldForm = {
  field: 'percent',
  required: true,
  form: { kind: 'number', type: 'integer' },
};
const variants: ValueForm[] = [
  { kind: 'choice', choices: ['daily', 'weekly'] },
  { kind: 'constant', value: 'never' },
  record(percent),
  marked('phase'),
  marked('task'),
];

test('a kind is called by its word, its mark or its first field', () => {
  expect(variants.map(variantName)).toEqual(['daily|weekly', 'never', 'percent', 'phase', 'task']);
});

test('every word can be chosen, and every other kind', () => {
  expect(optionsOf(variants).map(({ value }) => value)).toEqual([
    '0:daily',
    '0:weekly',
    '1:',
    '2:',
    '3:',
    '4:',
  ]);
});

test('a value is known by its word, its fields or its mark', () => {
  const told = ['weekly', 'never', { percent: 50 }, { kind: 'task', of: 'x' }];
  expect(told.map((value) => optionOf(variants, value))).toEqual(['0:weekly', '1:', '2:', '4:']);
  expect(optionOf(variants, undefined)).toBeNull();
  expect(optionOf(variants, { other: 1 })).toBeNull();
});

test('what is chosen begins with what is known of it', () => {
  expect(begunOf(variants, '0:daily')).toBe('daily');
  expect(begunOf(variants, '1:')).toBe('never');
  expect(begunOf(variants, '2:')).toEqual({});
  expect(begunOf(variants, '4:')).toEqual({ kind: 'task' });
  expect(begunOf(variants, null)).toBeUndefined();
});

test('more is asked only of what is more than a word', () => {
  expect(kindOf(variants, '0:daily')).toBeUndefined();
  expect(kindOf(variants, '1:')).toBeUndefined();
  expect(kindOf(variants, '2:')).toBe(variants[2]);
  expect(kindOf(variants, null)).toBeUndefined();
});
