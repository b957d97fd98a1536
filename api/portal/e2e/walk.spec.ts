// Every page for every role: it opens, says what it is, asks nothing of another host, and can be
// read by everybody (WCAG 2.2 AA), light, dark and on a phone.
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './loggia';

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const DESK = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };
const USERS = ['nora', 'bruno', 'iris', 'kemal', 'paula', 'dario', 'audrey', 'otto', 'astrid'];

/** Pages that were read closely already; most roles share most of them. */
const read = new Set<string>();

async function settled(page: Page) {
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByRole('status', { name: 'Loading …' })).toHaveCount(0);
}

async function readable(page: Page, where: string) {
  const { violations } = await new AxeBuilder({ page }).withTags(WCAG).analyze();
  const told = violations.map(
    ({ id, nodes }) => `${where}: ${id}: ${nodes[0]?.html.slice(0, 160)} (${nodes.length})`,
  );
  expect(told).toEqual([]);
}

for (const user of USERS) {
  test(`${user} walks through every page`, async ({ as }) => {
    test.setTimeout(600_000);
    const page = await as(user);
    const navigation = page.getByRole('navigation', { name: 'Main navigation' });
    const links = await navigation
      .getByRole('link')
      .evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
    expect(links).toContain('/');
    for (const path of [...links, '/sessions']) {
      await page.goto(path);
      await settled(page);
      await expect(page.getByRole('alert')).toHaveCount(0);
      const name = `${user} ${path}`;
      const close = path === '/' ? name : path;
      if (read.has(close)) continue;
      read.add(close);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        await readable(page, `${name} ${colorScheme}`);
      }
      await page.emulateMedia({ colorScheme: 'light' });
      await page.setViewportSize(PHONE);
      await settled(page);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(width, `${name} scrolls sideways`).toBeLessThanOrEqual(PHONE.width);
      await readable(page, `${name} phone`);
      await page.setViewportSize(DESK);
    }
  });
}
