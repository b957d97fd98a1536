import { expect, test } from './loggia';

test('everybody of the demo signs in, and out again', async ({ as, demo }) => {
  for (const user of Object.keys(demo.passwords)) {
    const page = await as(user);
    await page.getByRole('button', { name: /^Account/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
    const kept = await page.evaluate(() => Object.keys(localStorage).sort());
    expect(
      kept.filter((name) => !['loggia.locale', 'mantine-color-scheme-value'].includes(name)),
    ).toEqual([]);
  }
});
