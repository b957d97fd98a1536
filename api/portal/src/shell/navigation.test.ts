import { expect, test } from 'vitest';
import type { Role } from '../api/client';
import * as de from '../i18n/de';
import * as en from '../i18n/en';
import type { Me } from '../session';
import { navigationOf } from './navigation';

const ROLES: Role[] = ['administrator', 'planner', 'delivery_manager', 'auditor', 'operator'];
const staff = (...roles: Role[]) => ({ side: 'staff', roles, modules: [] }) as unknown as Me;
const modules = [
  'planning_objects',
  'planning',
  'workbench_classic',
  'workbench_terminal',
  'projects',
];
const partner = { side: 'partner', roles: [], modules } as unknown as Me;

test('everybody finds each page once, and no two under the same name', () => {
  for (const me of [...ROLES.map((role) => staff(role)), staff(...ROLES), partner]) {
    const entries = navigationOf(me).flatMap((group) => group.entries);
    const paths = entries.map(({ path }) => path);
    expect(new Set(paths).size).toBe(paths.length);
    for (const { texts } of [de, en]) {
      const labels = entries.map(({ label }) => texts[label]);
      expect(labels.filter((label, at) => labels.indexOf(label) !== at)).toEqual([]);
    }
  }
});
