import { expect, test } from './loggia';
import { expectReadable, settled } from './readable';

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
  test(`${path} can be read by everybody before signing in`, async ({ page, demo }) => {
    await page.goto(`${demo.url}${path}`);
    await settled(page);
    await expectReadable(page, path);
  });
}

test('the page changes its language, and says so', async ({ page, demo }) => {
  await page.goto(demo.url);
  await page.getByRole('button', { name: 'Deutsch' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Anmelden');
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
});
