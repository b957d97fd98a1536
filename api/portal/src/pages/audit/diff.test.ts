import { expect, test } from 'vitest';
import { diffOf } from './diff';

test('rows appear, vanish, and change cell by cell', () => {
  const before = [
    { id: 'a', name: 'Cut', status: 'started' },
    { id: 'b', name: 'Coat' },
  ];
  const after = [
    { id: 'a', name: 'Cut', quantity: 3 },
    { id: 'c', name: 'Pack' },
  ];
  expect(diffOf(before, after)).toEqual({
    gained: [{ id: 'c', name: 'Pack' }],
    lost: [{ id: 'b', name: 'Coat' }],
    changed: [
      {
        row: after[0],
        cells: [
          { field: 'status', before: 'started', after: undefined },
          { field: 'quantity', before: undefined, after: 3 },
        ],
      },
    ],
  });
});
