// Every page for every role: it opens, says what it is, asks nothing of another host, and can be
// read by everybody (WCAG 2.2 AA), light, dark and on a phone.
import type { Page, TestInfo } from '@playwright/test';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './loggia';
import { PLACES } from './places';
import { expectReadable, FRAME, settled } from './readable';

/** Those with the longest way first, so that nobody is left to walk alone at the end. */
/** Those who have a page that says what they see. */
const PARTNERS = ['iris', 'nora', 'kemal', 'bruno'];
const USERS = ['audrey', 'dario', 'paula', 'astrid', 'iris', 'nora', 'kemal', 'bruno', 'otto'];
/** What may stay in a browser when somebody has signed out. */
const MAY_STAY = ['loggia.locale', 'mantine-color-scheme-value'];

/**
 * Most roles share most of their pages: the first that comes to one reads it closely, whichever
 * worker it walks in. Who tries again reads what it read before.
 */
function isFirstAt(path: string, { project, testId }: TestInfo): boolean {
  const folder = join(project.outputDir, 'read');
  const taken = join(folder, encodeURIComponent(path));
  mkdirSync(folder, { recursive: true });
  try {
    writeFileSync(taken, testId, { flag: 'wx' });
    return true;
  } catch {
    return readFileSync(taken, 'utf8') === testId;
  }
}

async function open(page: Page, path: string) {
  await page.goto(path);
  await settled(page);
  if (!/[?&](open|step|process|task)=/.test(path)) return;
  await expect(page.getByRole('dialog')).toBeVisible();
  await settled(page);
}

for (const user of USERS) {
  test(`${user} walks through every page, and leaves nothing behind`, async ({
    as,
    host,
  }, info) => {
    test.setTimeout(600_000);
    const page = await as(user);
    const navigation = page.getByRole('navigation', { name: 'Main navigation' });
    const links = await navigation
      .getByRole('link')
      .evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
    expect(links).toContain('/');
    await open(page, '/');
    expect.soft(await page.getByRole('alert').allTextContents(), `${user} /`).toEqual([]);
    await expectReadable(page, `${user} /`);
    for (const path of (await PLACES[user]?.(host)) ?? []) {
      await open(page, path);
      const where = `${user} ${path.replaceAll(/[\da-f]{8}-[\da-f-]{27}/g, '…')}`;
      await expectReadable(page, where, FRAME);
    }
    // What everybody has of his own is reached from the menu of his name.
    const ofOneself = PARTNERS.includes(user) ? ['/sessions', '/what-i-see'] : ['/sessions'];
    for (const path of [...links.filter((link) => link !== '/'), ...ofOneself]) {
      await open(page, path);
      const where = `${user} ${path}`;
      // Faults are gathered, so that one walk tells all of them.
      expect.soft(await page.getByRole('alert').allTextContents(), where).toEqual([]);
      if (isFirstAt(path, info)) await expectReadable(page, where, FRAME);
    }

    await page.getByRole('button', { name: /^Account/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
    const kept = await page.evaluate(() => Object.keys(localStorage));
    expect(kept.filter((name) => !MAY_STAY.includes(name))).toEqual([]);
  });
}

test('everybody of the demo walks', ({ demo }) => {
  expect(Object.keys(demo.passwords).sort()).toEqual([...USERS].sort());
});
