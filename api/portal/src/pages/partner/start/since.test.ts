import { expect, test } from 'vitest';
import type { NewsBody } from '../../../api/client';
import { byList, kindOfChange, reasonsOf } from './since';

const NEWS: NewsBody = {
  since: '2026-03-02T06:00:00Z',
  new: [
    { view: 'work-steps', row: { id: '1' }, because: ['resource_linked'] },
    { view: 'feedback', row: { number: 1 }, because: [] },
  ],
  changed: [{ view: 'tasks', row: { id: '2' }, fields: ['title'] }],
  withdrawn: [
    { view: 'work-steps', gone: '3' },
    { view: 'work-steps', gone: '4' },
  ],
  more: false,
};

test('news are told list by list, and what hangs on a row is told with the row', () => {
  const lists = byList(NEWS);
  expect(lists.map(({ view }) => view)).toEqual(['work-steps', 'tasks']);
  expect(lists[0]).toMatchObject({ fresh: [{ row: { id: '1' } }], changed: [], withdrawn: 2 });
});

test('why rows came in is told once, by what came true last', () => {
  const row = { id: '1' };
  const fresh = (['resource_linked', 'step_on_resource'] as const).map((rule) => ({
    view: 'work-steps' as const,
    row,
    because: ['partner_active' as const, rule],
  }));
  expect(reasonsOf([...fresh, ...fresh])).toEqual(['resource_linked', 'step_on_resource']);
});

test('what is somewhere else in the plan is moved', () => {
  expect(kindOfChange(['status', 'planned_end'])).toBe('moved');
  expect(kindOfChange(['status'])).toBe('changed');
});
