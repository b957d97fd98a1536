import { expect, test } from 'vitest';
import { headerOf, mappingOf, usualPicks } from './mapping';

test('what is picked becomes a mapping', () => {
  const picked = {
    ...usualPicks('expenses', 'UTC'),
    currency: 'EUR',
    columns: { person: 'Wer "?"' },
  };
  expect(mappingOf('expenses', picked)).toContain('[columns]\nperson = "Wer \\"?\\""');
  expect(mappingOf('expenses', picked)).toContain('[otherwise]\ncurrency = "EUR"');
});

test('the header tells delimiter and columns', async () => {
  const file = new File(['Auftrag;"Menge; gesamt";Start\n1;2;3'], 'log.csv');
  expect(await headerOf(file, 'utf-8')).toEqual({
    delimiter: ';',
    headers: ['Auftrag', 'Menge; gesamt', 'Start'],
  });
});
