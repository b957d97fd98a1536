import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './loggia';

/** What may stay in a browser when somebody has signed out. */
const MAY_STAY = ['loggia.locale', 'mantine-color-scheme-value'];

test('everybody of the demo signs in, and leaves nothing behind', async ({ as, demo }) => {
  test.setTimeout(300_000);
  for (const user of Object.keys(demo.passwords)) {
    const page = await as(user);
    await page.getByRole('button', { name: /^Account/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
    const kept = await page.evaluate(() => Object.keys(localStorage));
    expect(kept.filter((name) => !MAY_STAY.includes(name))).toEqual([]);
    await page.close();
  }
});

test.describe('somebody else', () => {
  // The browser itself tells the console of answers that are refusals.
  test.use({ expected: [/Failed to load resource.*40[013]/] });

  test('is told the same for a wrong name and a wrong password', async ({ page, demo }) => {
    const told: (string | null)[] = [];
    for (const user of ['nora', 'nobody-of-this-name']) {
      await page.goto(demo.url);
      await page.getByLabel('User name').fill(user);
      await page.getByLabel('Password').first().fill('wrong horse battery staple');
      await page.getByRole('button', { name: 'Sign in' }).click();
      told.push(await page.getByRole('alert').textContent());
    }
    expect(new Set(told).size).toBe(1);
  });
});

test('whoever is not signed in signs in first, and is then where he wanted to go', async ({
  page,
  demo,
}) => {
  await page.goto(`${demo.url}/work-steps?status=Started`);
  await page.getByLabel('User name').fill('nora');
  await page
    .getByLabel('Password')
    .first()
    .fill(demo.passwords.nora ?? '');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Work steps' })).toBeVisible();
  await expect(page).toHaveURL(/status=Started/);
});

for (const path of ['/', '/password-reset', '/invitation#none']) {
  test(`${path} can be read by everybody, light and dark`, async ({ page, demo }) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.goto(`${demo.url}${path}`);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    }
  });
}

test('the page changes its language, and says so', async ({ page, demo }) => {
  await page.goto(demo.url);
  await page.getByRole('button', { name: 'Deutsch' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Anmelden');
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
});
