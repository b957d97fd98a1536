import { expect, test } from 'vitest';
import type { FieldForm, ValueForm } from '../../api/forms';
import { changed, cleaned, lacks, ofKind } from './filling';

const field = (name: string, form: ValueForm, required = false): FieldForm => ({
  field: name,
  form,
  required,
});
const text: ValueForm = { kind: 'text' };
const title = field('title', text, true);
const note = field('note', { ...text, nullable: true });
const urgent = field('urgent', { kind: 'flag' }, true);
const tags = field('tags', { kind: 'list', of: text }, true);
const slot = field('slot', {
  kind: 'record',
  nullable: true,
  fields: [field('start', text, true), field('end', text, true)],
});

test('what must be there is lacking until it is filled in', () => {
  for (const empty of [undefined, null, '', NaN]) expect(lacks(title, empty)).toBe(true);
  expect(lacks(title, 'Mount the rollers')).toBe(false);
  expect(lacks(field('hours', { kind: 'number', type: 'number' }, true), 0)).toBe(false);
});

test('a flag that nobody touched is off, and a list may be empty', () => {
  expect([lacks(urgent, undefined), lacks(tags, undefined)]).toEqual([false, false]);
  expect(cleaned([urgent, tags], {})).toEqual({ urgent: false, tags: [] });
});

test('a record that is begun is filled in whole; one that is not may stay away', () => {
  expect(lacks(slot, undefined)).toBe(false);
  expect(lacks(slot, {})).toBe(true);
  expect(lacks(slot, { start: 'a' })).toBe(true);
  expect(lacks(slot, { start: 'a', end: 'b' })).toBe(false);
});

test('what nobody filled in is not sent', () => {
  expect(cleaned([title, note, slot], { title: 'T', note: '' })).toEqual({ title: 'T' });
});

test('what stood there and was taken out is told as nothing', () => {
  const told = cleaned([title, note], { title: 'T', note: '' }, { title: 'T', note: 'old' });
  expect(told).toEqual({ title: 'T', note: null });
});

test('a constant is sent as it is, inside a record as well', () => {
  const of = { kind: 'record' as const, fields: [field('kind', { kind: 'constant', value: 'a' })] };
  expect(cleaned([field('of', of)], { of: {} })).toEqual({ of: { kind: 'a' } });
});

test('of a change only what differs is sent, and what was emptied is taken away', () => {
  const before = { title: 'T', note: 'old', slot: { start: 'a', end: 'b' } };
  const told = { title: 'T', slot: { start: 'a', end: 'c' } };
  expect(changed([title, note, slot], told, before)).toEqual({
    note: null,
    slot: { start: 'a', end: 'c' },
  });
});

test('a field of several kinds can be asked for as one of them', () => {
  const risk = field('risk', { kind: 'record', fields: [title] });
  const both: ValueForm = {
    kind: 'variants',
    variants: [
      { kind: 'record', fields: [risk] },
      { kind: 'record', fields: [note] },
    ],
  };
  expect(ofKind(field('details', both), 'risk').form).toBe(both.variants[0]);
  expect(ofKind(field('details', both), 'other').form).toBe(both);
  expect(ofKind(title, 'risk')).toBe(title);
});
