import { expect, test } from 'vitest';
import { narrowed, sortingOf, sortWord, textsIn } from './narrowed';

interface Step {
  order: string;
  status: string | null;
}
const steps: Step[] = [
  { order: 'PO-1', status: 'Started' },
  { order: 'PO-2', status: 'Planned' },
  { order: 'PO-12', status: null },
];
const textOf = (step: Step, column: string) => step[column as keyof Step] ?? '';
const orders = (needle: string, wanted: [string, string][] = []) =>
  narrowed(steps, ['order', 'status'], textOf, { needle, wanted }).map(({ order }) => order);

test('what is searched stands somewhere in a row, in letters of any size', () => {
  expect(orders('po-1')).toEqual(['PO-1', 'PO-12']);
  expect(orders(' STARTED ')).toEqual(['PO-1']);
  expect(orders('nothing')).toEqual([]);
  expect(orders('')).toHaveLength(3);
});

test('a filter wants the whole text, and a search narrows it further', () => {
  expect(orders('', [['order', 'PO-1']])).toEqual(['PO-1']);
  expect(orders('2', [['status', 'Planned']])).toEqual(['PO-2']);
});

test('a search does not look into columns that are not shown', () => {
  expect(narrowed(steps, ['order'], textOf, { needle: 'started', wanted: [] })).toEqual([]);
});

test('a column is filtered by what it is, in order, and not by nothing', () => {
  expect(textsIn([...steps, ...steps], 'status', textOf)).toEqual(['Planned', 'Started']);
});

test('the order in the address is that of the table', () => {
  expect(sortingOf('-planned_start')).toEqual([{ id: 'planned_start', desc: true }]);
  expect(sortingOf()).toEqual([]);
  for (const word of ['order', '-order', undefined]) expect(sortWord(sortingOf(word))).toBe(word);
});
