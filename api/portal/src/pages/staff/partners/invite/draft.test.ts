import { expect, test } from 'vitest';
import type { I18n } from '../../../../i18n';
import { resumed, stepsOf, wishesOf, type Draft, type Known } from './draft';

const i18n = { t: (key: string) => key, name: (told: string) => told } as unknown as I18n;
const FIRM = {
  id: 'firm',
  name: 'Firm',
  kind: { partner: 'supplier' },
  access_policy: { modules: ['planning'], process_feedback: 'allowed' },
};
const known = (change: object = {}) =>
  ({
    accounts: [FIRM],
    contacts: [],
    partners: [],
    resources: [],
    persons: [],
    participants: [],
    phases: [{ id: 'phase', project: 'project', name: 'Phase' }],
    projects: [{ id: 'project', name: 'Project' }],
    levels: [],
    ...change,
  }) as unknown as Known;
const draft: Draft = {
  account: 'firm',
  name: 'New',
  email: 'new@firm.example',
  modules: ['projects'],
  processFeedback: false,
  resources: ['saw', 'mill'],
  until: '2030-01-01T00:00:00Z',
  participations: [{ phase: 'phase' }],
};
const commands = (...of: [Draft, Known]) => stepsOf(...of, i18n).map(({ command }) => command);

test('what the policy gives and nobody ticked is taken back', () => {
  expect(commands(draft, known())).toEqual([
    'invite-partner',
    'assign-module-licence',
    'revoke-module-licence',
    'withdraw-process-feedback',
    'link-resource',
    'link-resource',
    'create-person',
    'add-participant',
  ]);
});

test('after a part was sent, only the rest is, and it still takes back', () => {
  const link = { resource: 'saw', state: 'holds', until: '2030-01-01T00:00:00.000Z' };
  const now = known({
    contacts: [
      {
        id: 'contact',
        email: 'new@firm.example',
        account: 'firm',
        account_name: 'Firm',
        user: 'user',
      },
    ],
    partners: [
      {
        id: 'user',
        display_name: 'New',
        modules: ['planning', 'projects'],
        process_feedback: true,
        links: [link],
      },
    ],
    persons: [{ id: 'person', of: { contact: 'contact' } }],
    participants: [{ phase: 'phase', person: 'person' }],
  });
  const rest = resumed(draft, known(), now);
  expect(commands(rest, now)).toEqual([
    'revoke-module-licence',
    'withdraw-process-feedback',
    'link-resource',
  ]);
  // Going back and forth changes nothing of it.
  expect(resumed(rest, now, now).made).toBe(true);
});

test('whoever was there before keeps what he has', () => {
  const now = known({
    contacts: [
      { id: 'contact', email: 'a@b', account: 'firm', account_name: 'Firm', user: 'user' },
    ],
    partners: [
      { id: 'user', display_name: 'Old', modules: ['planning'], process_feedback: true, links: [] },
    ],
  });
  const old = { ...draft, contact: 'contact', resources: [], participations: [] };
  expect(commands(old, now)).toEqual(['assign-module-licence']);
  expect(resumed(old, now, now).made).toBe(false);
});

test('what would be sent is asked in the same order, and names what is not there yet', () => {
  const wishes = wishesOf(draft, known());
  expect(wishes.map(({ command }) => command)).toEqual(commands(draft, known()));
  expect(wishes[1]?.body).toMatchObject({ partner_user: 'made:0:partner_user' });
  expect(wishes[6]?.body).toEqual({ of: { contact: 'made:0:contact' } });
  expect(wishes[7]?.body).toMatchObject({ phase: 'phase', person: 'made:6:person' });
});
