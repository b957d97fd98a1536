// What is printed: whole, without navigation, and black on white from a dark screen as well.
import type { Page } from '@playwright/test';
import { first } from './places';
import { expect, test } from './loggia';
import { settled } from './readable';

/** The width that pages have on a sheet of A4 with its margins, upright and across. */
const UPRIGHT_PX = 718;
const ACROSS_PX = 1047;

/** Lays the page out as the browser does for paper. */
async function putOnPaper(page: Page, width: number) {
  await page.setViewportSize({ width, height: 900 });
  // Told while it is still on the screen: what is seen there is what a timeline prints.
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
}

const PAGES = [
  { user: 'nora', what: 'the plan', width: ACROSS_PX, path: async () => '/planning' },
  { user: 'nora', what: 'a list', width: ACROSS_PX, path: async () => '/work-steps' },
  { user: 'iris', what: 'a week', width: UPRIGHT_PX, path: async () => '/timesheets' },
  {
    user: 'iris',
    what: 'a status report',
    width: UPRIGHT_PX,
    path: async (host: Parameters<typeof first>[0]) => {
      const project = await first(host, 'iris', 'portal/projects');
      const report = await first(host, 'iris', `portal/projects/${project}/status-reports`);
      return `/projects/${project}/reports/${report}`;
    },
  },
];

for (const { user, what, width, path } of PAGES) {
  test(`${what} is whole on paper`, async ({ as, host }) => {
    const page = await as(user);
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.goto(await path(host));
    await settled(page);
    await putOnPaper(page, width);
    await expect(page.locator('h1')).toBeVisible();
    await expect(page.getByRole('navigation')).toHaveCount(0);
    await expect(page.getByRole('banner')).toHaveCount(0);
    await expect(page.locator('body')).toHaveCSS('background-color', 'rgb(255, 255, 255)');
    const cut = await page.locator('main').evaluate((main, right) => {
      // Of a timeline its window is printed; bars beyond it are not.
      const wide = [...main.querySelectorAll('h1, th, td, p, .week-cell, .tl-content')];
      return wide
        .filter((one) => one.getBoundingClientRect().right > right)
        .map((one) => one.outerHTML);
    }, width);
    expect(cut).toEqual([]);
  });
}
