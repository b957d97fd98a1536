import { expect, test } from 'vitest';
import type { WorkStepRow } from '../../../api/client';
import { figuresOf, nextOf } from './figures';

const NOW = Date.parse('2026-11-22T12:00:00Z');
const step = (more: Partial<WorkStepRow>) => ({ id: 'x', ...more }) as WorkStepRow;

test('a figure whose fields are hidden is absent', () => {
  const { inProgress, onTime, scrap, loads } = figuresOf([step({ name: 'Coat' })], 30, NOW);
  expect([inProgress, onTime, scrap, loads]).toEqual([undefined, undefined, undefined, []]);
});

test('on time is what ended as planned or before, of what was completed in the window', () => {
  const done = (actual_end: string) =>
    step({ status: 'completed', planned_end: '2026-11-20T12:00:00Z', actual_end });
  const steps = [done('2026-11-20T11:00:00Z'), done('2026-11-21T12:00:00Z')];
  expect(figuresOf(steps, 30, NOW).onTime).toEqual({ rate: 0.5, of: 2 });
  expect(figuresOf(steps, 1, NOW).onTime).toEqual({ rate: 0, of: 1 });
});

test('what is under way comes before what begins later, and what is done not at all', () => {
  const steps = [
    step({ id: 'tomorrow', status: 'scheduled', planned_start: '2026-11-23T12:00:00Z' }),
    step({ id: 'today', status: 'scheduled', planned_start: '2026-11-22T14:00:00Z' }),
    step({ id: 'running', status: 'started', planned_start: '2026-11-22T08:00:00Z' }),
    step({ id: 'done', status: 'completed', planned_start: '2026-11-22T07:00:00Z' }),
  ];
  const until = Date.parse('2026-11-22T23:00:00Z');
  expect(nextOf(steps, until).map(({ id }) => id)).toEqual(['running', 'today']);
});
