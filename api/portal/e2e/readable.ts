// What everybody can read (WCAG 2.2 AA): light and dark, at a desk and on a phone.
import type { Page } from '@playwright/test';
import axe from 'axe-core';
import { expect } from './loggia';

const ALL_RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** All that a scheme changes about a page. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];
const DESK = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };

export async function settled(page: Page) {
  // What lies beside a page hides it from readers of screens, so the heading is not asked for by role.
  await expect(page.locator('h1').first()).toBeVisible();
  await expect(page.getByRole('status', { name: 'Loading …' })).toHaveCount(0);
}

/** What stands around every page alike; it is enough to read it once. */
export const FRAME = ['header', 'nav'];

/**
 * Reads an open page at a desk, light and dark, and on a phone; what is wrong is gathered, and fails
 * the test.
 */
export async function expectReadable(page: Page, where: string, without: string[] = []) {
  const obeys = (how: string, rules: string[]) =>
    expectRules(page, `${where}, ${how}`, rules, without);
  await page.evaluate(axe.source);
  await standStill(page);
  await inScheme(page, 'light');
  await obeys('light', ALL_RULES);
  await inScheme(page, 'dark');
  await obeys('dark', COLOUR_RULES);
  await page.setViewportSize(PHONE);
  await settled(page);
  await fits(page, where);
  await obeys('dark, phone', ALL_RULES);
  await page.setViewportSize(DESK);
}

/** What still fades would be read as too pale: nothing on the page fades or glides any more. */
const standStill = (page: Page) =>
  page.evaluate(() => {
    const still = new CSSStyleSheet();
    still.replaceSync(
      '*, ::before, ::after { transition: none !important; animation: none !important }',
    );
    document.adoptedStyleSheets.push(still);
  });

async function inScheme(page: Page, colorScheme: 'light' | 'dark') {
  await page.emulateMedia({ colorScheme });
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme);
}

/** Only what is violated is asked for: to tell all the rest takes longer than to find it. */
async function expectRules(page: Page, where: string, runOnly: string[], exclude: string[]) {
  const violations = await page.evaluate(
    async ([context, options]) => {
      const { axe } = globalThis as unknown as { axe: typeof import('axe-core') };
      const found = await axe.run(context, { ...options, resultTypes: ['violations'] });
      return found.violations.map(({ id, nodes }) => [id, nodes[0]?.html, nodes.length] as const);
    },
    [{ exclude: exclude.map((one) => [one]) }, { runOnly }] as const,
  );
  const told = violations.map(
    ([id, html, count]) => `${where}: ${id}: ${html?.slice(0, 160)} (${count})`,
  );
  expect.soft(told).toEqual([]);
}

/** Nothing is wider than a phone, once the page has heard that it is on one. */
const fits = (page: Page, where: string) =>
  expect
    .configure({ soft: true })
    .poll(() => page.evaluate(() => document.documentElement.scrollWidth), {
      message: `${where} scrolls sideways`,
    })
    .toBeLessThanOrEqual(PHONE.width);
