// Whole journeys by keyboard alone: nothing here clicks, and nothing is filled in but by typing where
// the focus is. What cannot be reached with Tab, arrows and Enter fails.
import type { Locator, Page } from '@playwright/test';
import { expect, passwordOf, test, type Demo } from './loggia';
import { freeWeek, link, makeProject, makeStep } from './records';

test.describe.configure({ timeout: 240_000 });

/** So many stops there are at most on the way to something on a page. */
const STOPS_MAX = 80;

/** Presses Tab until something has the focus. */
async function tabTo(target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab') {
  const page = target.page();
  await expect(target).toBeAttached();
  for (let stop = 0; stop < STOPS_MAX; stop += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) {
      // Whoever goes by keyboard sees where he is.
      await expect(target).toBeVisible();
      return;
    }
    await page.keyboard.press(key);
  }
  throw new Error(`no way to ${String(target)} with ${key}`);
}

/** Writes where the focus is. */
const type = (page: Page, text: string) => page.keyboard.type(text);
const press = (page: Page, key: string) => page.keyboard.press(key);

/** Signs in without touching anything but keys. */
async function signInByKeys(page: Page, demo: Demo, user: string) {
  await page.goto('/');
  await tabTo(page.getByLabel('User name'));
  await type(page, user);
  await tabTo(page.getByLabel('Password').first());
  await type(page, passwordOf(demo, user));
  await press(page, 'Enter');
  await expect(page.getByRole('navigation', { name: 'Main navigation' })).toBeVisible();
}

/** Opens a page from the navigation. */
async function go(page: Page, name: string) {
  const navigation = page.getByRole('navigation', { name: 'Main navigation' });
  await tabTo(navigation.getByRole('link', { name, exact: true }));
  await press(page, 'Enter');
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
}

/** Chooses in a list that opens: by writing a part of its name. */
async function choose(page: Page, box: Locator, name: string) {
  await tabTo(box);
  await type(page, name);
  await expect(page.getByRole('option', { name })).toBeVisible();
  await press(page, 'ArrowDown');
  await press(page, 'Enter');
  await expect(page.getByRole('option', { name })).toHaveCount(0);
}

test('sign in and open a work step', async ({ visit, demo, host }) => {
  const step = await makeStep(host);
  await link(host, step, 'nora');
  const page = await visit();
  await signInByKeys(page, demo, 'nora');
  // The first stop leads past the navigation.
  await page.reload();
  await tabTo(page.getByRole('link', { name: 'Skip to content' }));
  await press(page, 'Enter');
  await expect(page.locator('#main')).toBeFocused();

  await go(page, 'Work steps');
  await tabTo(page.getByRole('searchbox', { name: 'Search' }));
  await type(page, step.order);
  await tabTo(page.getByRole('button', { name: step.order }));
  await press(page, 'Enter');
  const detail = page.getByRole('dialog', { name: 'Work step' });
  await expect(detail.getByRole('heading', { name: step.order })).toBeVisible();
  await tabTo(detail.getByRole('button', { name: 'Start', exact: true }));
  await press(page, 'Enter');
  await expect(detail.getByText(/Started$/)).toBeVisible();
  await press(page, 'Escape');
  await expect(detail).toHaveCount(0);
  // Back where it was opened.
  await expect(page.getByRole('button', { name: step.order })).toBeFocused();
});

test('move a work step in the Gantt', async ({ visit, demo, host }) => {
  const step = await makeStep(host);
  const planner = await host('paula');
  const read = () => planner.get(`/v1/staff/work-steps/${step.id}`);
  const before = await read();
  const page = await visit();
  await signInByKeys(page, demo, 'paula');
  await go(page, 'Plan');
  await tabTo(page.getByRole('searchbox', { name: 'Search' }));
  await type(page, step.order);
  const grid = page.getByRole('grid', { name: 'Plan' });
  await expect(grid.getByRole('gridcell')).toHaveCount(1);
  const bar = grid.getByRole('gridcell', { name: step.order });
  await tabTo(bar);
  await press(page, 'Alt+ArrowRight');
  await press(page, 'Alt+ArrowRight');
  await expect(page.getByText(/Enter saves, Escape discards\.$/).last()).toContainText(
    step.resourceName,
  );
  // What is discarded was nothing.
  await press(page, 'Escape');
  await press(page, 'Alt+ArrowRight');
  await press(page, 'Enter');
  const hours = (from: unknown, to: unknown) =>
    (Date.parse(String(to)) - Date.parse(String(from))) / 3_600_000;
  await expect.poll(async () => hours(before.planned_start, (await read()).planned_start)).toBe(1);
  expect(hours(before.planned_end, (await read()).planned_end)).toBe(1);
  await expect(bar).toBeFocused();

  await press(page, 'Enter');
  const detail = page.getByRole('dialog', { name: step.order });
  await expect(detail).toBeVisible();
  await press(page, 'Escape');
  await expect(detail).toHaveCount(0);
});

test('write the hours of a week and hand them in', async ({ visit, demo, host }) => {
  const project = await makeProject(host);
  const week = freeWeek();
  const page = await visit();
  await signInByKeys(page, demo, 'kemal');
  await page.goto(`/timesheets?week=${week}`);
  await choose(page, page.getByRole('combobox', { name: 'Add a row' }), project.task);
  const cells = page.getByRole('row', { name: project.task }).getByRole('gridcell');
  await tabTo(cells.first(), 'Shift+Tab');
  await type(page, '7:30');
  await press(page, 'Tab');
  await expect(cells.nth(1)).toBeFocused();
  await type(page, '4');
  await press(page, 'Enter');
  await expect(cells.first()).toHaveText('7.5');
  await expect(cells.nth(1)).toHaveText('4');
  await expect(cells.last()).toHaveText('11.5');
  const submit = page.getByRole('button', { name: 'Hand in' });
  await expect(submit).toBeEnabled();
  await tabTo(submit, 'Shift+Tab');
  await press(page, 'Enter');
  await expect(page.getByRole('status').getByText(/Submitted$/)).toBeVisible();
});

test('by the palette to a page, and open a record of it', async ({ visit, demo, host }) => {
  const step = await makeStep(host);
  const page = await visit();
  await signInByKeys(page, demo, 'paula');
  // The palette is loaded after the page: a key that comes before it is kept.
  await press(page, 'Control+k');
  await expect(page.getByRole('textbox', { name: 'Go to …' })).toBeFocused();
  await type(page, 'Resources');
  await press(page, 'Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Resources' })).toBeVisible();
  await tabTo(page.getByRole('searchbox', { name: 'Search' }));
  await type(page, step.resourceName);
  await tabTo(page.getByRole('button', { name: step.resourceName }));
  await press(page, 'Enter');
  await expect(page.getByRole('dialog', { name: step.resourceName })).toBeVisible();
});

test('an auditor asks why somebody sees a record', async ({ visit, demo, host }) => {
  const step = await makeStep(host);
  await link(host, step, 'nora');
  const page = await visit();
  await signInByKeys(page, demo, 'audrey');
  await go(page, 'Why, and why not');
  await choose(page, page.getByRole('combobox', { name: 'Partner user' }), 'Nora Lindqvist');
  await choose(page, page.getByRole('combobox', { name: 'Record', exact: true }), step.order);
  await expect(page.getByText(/^. ?Nora Lindqvist.* sees it/)).toBeVisible();
  const chain = page.getByRole('listitem').filter({ hasText: 'The resource is linked to him.' });
  await expect(chain).toContainText('Holds');
  // From a condition to the commit that made it so.
  await tabTo(chain.getByRole('link'));
  await press(page, 'Enter');
  await expect(page).toHaveURL(/#/);

  await tabTo(page.getByRole('combobox', { name: 'Partner user' }), 'Shift+Tab');
  await press(page, 'Control+a');
  await choose(page, page.getByRole('combobox', { name: 'Partner user' }), 'Bruno Falk');
  await expect(page.getByText(/^. ?Bruno Falk.* does not see it/)).toBeVisible();
  await expect(chain).toContainText('Does not hold');
});
