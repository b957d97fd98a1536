// What the portal is for, from end to end, on the real binary: several people, each in a browser of
// his own, and nobody reloads a page to see what another has done.
import type { Locator, Page } from '@playwright/test';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Host } from './host';
import { expect, signIn, test, type Demo } from './loggia';
import { freeWeek, instantIn, link, makeProject, makeStep, partnerUser } from './records';

test.describe.configure({ timeout: 240_000 });

/** Two browsers and a server share the machine: what one does arrives at the other in its own time. */
const ARRIVES_MS = 30_000;

/** Marks a page, to tell later whether it was ever loaded anew. */
const mark = (page: Page) => page.evaluate(() => void (document.documentElement.id = 'marked'));
const expectNeverReloaded = (page: Page) => expect(page.locator('html#marked')).toHaveCount(1);

const closeDialog = (dialog: Locator) => dialog.getByRole('button', { name: 'Close' }).click();

/** The link in the mail to an address, once it lies in the folder. */
async function linkTo(address: string, { mail, url }: Demo): Promise<string> {
  let found: string | undefined;
  await expect(() => {
    const mails = readdirSync(mail).map((name) => readFileSync(join(mail, name), 'utf8'));
    const text = mails.find((one) => one.includes(address));
    // Quoted-printable breaks long lines, and writes `=` as a number.
    const plain = text
      ?.replaceAll(/=\r?\n/g, '')
      .replaceAll(/=([0-9A-F]{2})/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
    found = /https?:\/\/\S*\/invitation#\S+/.exec(plain ?? '')?.[0];
    expect(found).toBeTruthy();
  }).toPass({ timeout: ARRIVES_MS });
  const { pathname, hash } = new URL(found ?? '');
  return `${url}${pathname}${hash}`;
}

test('from the invitation to the first work step', async ({ as, visit, demo, host }) => {
  const step = await makeStep(host);
  const firm = `Galvanik ${step.order}`;
  const email = `${step.order.replaceAll(' ', '-').toLowerCase()}@galvanik.example`;
  const administrator = await as('astrid');

  await administrator.goto('/partners/invite');
  await administrator.getByLabel('Name of the firm').fill(firm);
  await administrator.getByLabel('Name of the person').fill('Greta Galvan');
  await administrator.getByLabel('Email').fill(email);
  await administrator.getByRole('button', { name: 'Next' }).click();
  await expect(administrator.getByRole('heading', { name: /Step 2/ })).toBeFocused();
  await administrator.getByRole('combobox', { name: 'Type of partner' }).click();
  await administrator.getByRole('option').first().click();
  await administrator.getByLabel('Planning objects').check();
  await administrator.getByRole('button', { name: 'Next' }).click();
  await expect(administrator.getByRole('heading', { name: /Step 3/ })).toBeFocused();
  await administrator.getByRole('button', { name: 'Next' }).click();
  await expect(administrator.getByRole('heading', { name: /Step 4/ })).toBeFocused();
  await expect(administrator.getByText('Nothing of the plan: no resource is linked')).toBeVisible();
  // The server foretells what somebody will see who is not there yet: so far, his own portal.
  await expect(administrator.getByRole('button', { name: /^Greta Galvan/ })).toContainText('+');
  await administrator.getByRole('button', { name: 'Send everything' }).click();
  await expect(administrator.getByText('Everything was sent.')).toBeVisible();

  // Until the portal is published, invitations are held.
  const invited = administrator.getByRole('link', { name: 'Open the partner user' });
  const invitedAt = await invited.getAttribute('href');
  await administrator.goto('/publishing');
  await administrator.getByRole('button', { name: 'Publish the portal' }).click();
  const publishing = administrator.getByRole('dialog', { name: 'Publish the portal' });
  await publishing.getByRole('button', { name: 'Publish the portal' }).click();
  await expect(publishing).toHaveCount(0);

  const partner = await visit();
  await partner.goto(await linkTo(email, demo));
  await expect(partner).toHaveURL(/\/invitation$/);
  const password = `${step.order} bright copper kettles`;
  await partner.getByRole('textbox', { name: 'New password' }).fill(password);
  await partner.getByRole('button', { name: 'Accept the invitation' }).click();
  await partner.getByRole('link', { name: 'Back to sign-in' }).click();
  await signIn(partner, email, password);
  await partner.getByRole('link', { name: 'Work steps', exact: true }).first().click();
  await expect(partner.getByText('No work step concerns you yet.')).toBeVisible();
  await mark(partner);

  await administrator.goto(invitedAt ?? '');
  await administrator.getByRole('button', { name: 'Link a resource' }).click();
  const dialog = administrator.getByRole('dialog', { name: 'Link a resource' });
  await dialog.getByRole('combobox', { name: 'Resource' }).fill(step.resourceName);
  await administrator.getByRole('option', { name: step.resourceName }).click();
  await dialog.getByRole('button', { name: 'Link a resource' }).click();
  await expect(dialog).toHaveCount(0);

  await expect(partner.getByRole('button', { name: step.order })).toBeVisible({
    timeout: ARRIVES_MS,
  });
  await expectNeverReloaded(partner);
});

test('what a planner drags appears in the open Gantt of a partner', async ({ as, host }) => {
  const step = await makeStep(host);
  await link(host, step, 'nora');
  const q = encodeURIComponent(step.order);
  const [partner, planner] = [await as('nora'), await as('paula')];
  await partner.goto(`/planning?q=${q}`);
  const seen = partner.getByRole('gridcell', { name: step.order });
  await expect(seen).toBeVisible();
  await expect(partner.locator('[data-live=live]')).toBeVisible();
  const before = await seen.getAttribute('aria-label');
  await mark(partner);

  await planner.goto(`/plan?zoom=day&q=${q}`);
  const bar = planner.getByRole('gridcell', { name: step.order });
  await bar.scrollIntoViewIfNeeded();
  const box = await bar.boundingBox();
  if (!box) throw new Error('the bar is not drawn');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await planner.mouse.move(x, y);
  await planner.mouse.down();
  await planner.mouse.move(x + 20, y);
  await planner.mouse.move(x + 64, y, { steps: 4 });
  await planner.mouse.up();

  await expect(seen).toHaveAttribute('aria-label', /just changed/, { timeout: ARRIVES_MS });
  expect(await seen.getAttribute('aria-label')).not.toBe(before);
  await expectNeverReloaded(partner);
  // Both read the same times.
  const rows = await (await host('nora')).rows('/v1/portal/work-steps?limit=500');
  const start = rows.find(({ id }) => id === step.id)?.planned_start;
  expect(Date.parse(String(start))).toBeGreaterThan(Date.parse(instantIn(1)));
});

test('a timesheet from its first hour to its approval', async ({ as, host }) => {
  const project = await makeProject(host);
  const week = freeWeek();
  const partner = await as('kemal');
  await partner.goto(`/timesheets?week=${week}`);
  const days = await partner.getByText(/\d{4} – \w+/).textContent();
  const monday = days?.split(' – ')[0] ?? '';
  await partner.getByRole('combobox', { name: 'Add a row' }).fill(project.task);
  await partner.getByRole('option', { name: project.task }).click();
  const cells = partner.getByRole('row', { name: project.task }).getByRole('gridcell');
  await cells.nth(1).click();
  await partner.keyboard.type('7.5');
  await partner.keyboard.press('Enter');
  await expect(partner.getByRole('button', { name: 'Hand in' })).toBeEnabled();
  await expect(cells.nth(1)).toHaveText('7.5');
  await partner.getByRole('button', { name: 'Hand in' }).click();
  await expect(partner.getByRole('status').getByText(/Submitted$/)).toBeVisible();
  await mark(partner);

  const manager = await as('dario');
  await manager.goto('/staff/timesheets?q=Kemal');
  await manager.getByRole('row').filter({ hasText: monday }).getByRole('button').click();
  const detail = manager.getByRole('dialog', { name: /Kemal Aydin/ });
  await expect(detail.getByText(project.task)).toBeVisible();
  await detail.getByRole('button', { name: 'Approve timesheet' }).click();
  await expect(detail.getByText(/Approved$/).first()).toBeVisible();

  await expect(partner.getByRole('status').getByText(/Approved$/)).toBeVisible({
    timeout: ARRIVES_MS,
  });
  await expect(partner.getByRole('button', { name: 'Hand in' })).toHaveCount(0);
  await expectNeverReloaded(partner);
});

test('the page of a partner follows his access level', async ({ as, host }) => {
  const project = await makeProject(host);
  const partner = await as('kemal');
  await partner.goto(`/projects/${project.id}?tab=plan`);
  const own = partner.getByRole('button', { name: project.task, exact: true });
  const other = partner.getByRole('button', { name: project.otherTask, exact: true });
  await expect(own).toBeVisible();
  await expect(other).toHaveCount(0);
  await mark(partner);

  const administrator = await as('astrid');
  const choose = async (reach: string) => {
    await administrator.goto('/access-levels');
    await administrator.getByRole('link', { name: project.levelName }).click();
    await administrator
      .getByRole('radiogroup', { name: 'See tasks', exact: true })
      .getByText(reach, { exact: true })
      .click();
    await expect(administrator.getByText('1 participation has this level:')).toBeVisible();
    // While it is being chosen, it says which of his rows come and go.
    const foretold = administrator.getByRole('button', { name: /^Kemal/ });
    await expect(foretold).toContainText(reach === 'Own' ? '−' : '+');
    await foretold.click();
    await expect(administrator.getByText(`Tasks: ${project.otherTask}`)).toBeVisible();
    await administrator.getByRole('button', { name: 'Save' }).click();
    await expect(administrator.getByRole('heading', { name: 'Access levels' })).toBeVisible();
  };
  await choose('Of the phase');
  await expect(other).toBeVisible({ timeout: ARRIVES_MS });
  await choose('Own');
  await expect(other).toHaveCount(0, { timeout: ARRIVES_MS });
  await expect(own).toBeVisible();
  await expectNeverReloaded(partner);
});

test('looking as a partner has a reason, a banner and an end', async ({ as, host }) => {
  const step = await makeStep(host);
  await link(host, step, 'nora');
  const page = await as('astrid');
  await page.goto(`/partners/${await partnerUser(host, 'nora')}`);
  await page.getByRole('main').getByRole('link', { name: 'View as' }).click();
  await page.getByRole('button', { name: 'View as this partner' }).click();
  await expect(page.getByText('This is needed.')).toBeVisible();
  await page.getByRole('textbox', { name: 'Why do you look?' }).fill('She called about a step');
  await page.getByRole('button', { name: 'View as this partner' }).click();

  const banner = page.getByRole('region', { name: 'You view as somebody else' });
  await expect(banner).toContainText('Nora Lindqvist');
  await expect(banner).toContainText('She called about a step');
  const frame = page.getByRole('navigation', { name: /^Pages of Nora/ });
  await frame.getByRole('link', { name: 'Work steps' }).click();
  await page.getByRole('searchbox', { name: 'Search' }).fill(step.order);
  await page.getByRole('button', { name: step.order }).click();
  const detail = page.getByRole('dialog', { name: 'Work step' });
  await expect(detail.getByRole('heading', { name: step.order })).toBeVisible();
  // Nothing is told in her name.
  await expect(detail.getByRole('region', { name: 'Report' })).toHaveCount(0);
  await closeDialog(detail);
  // What she does not have, whoever looks as her does not have either.
  await expect(frame.getByRole('link', { name: 'Projects' })).toHaveCount(0);
  await expect(banner).toBeInViewport();

  await banner.getByRole('button', { name: 'End' }).click();
  await expect(banner).toHaveCount(0);
  await expect(page.getByRole('heading', { level: 1, name: /Nora Lindqvist/ })).toBeVisible();
  // The log says who looked, and why.
  const nora = await partnerUser(host, 'nora');
  const auditor = await host('audrey');
  const history = await auditor.get<{ commits: { command: string; reason?: string }[] }>(
    `/v1/audit/history/${nora}`,
  );
  const looked = history.commits.filter(({ command }) => command === 'view-as');
  expect(looked.map(({ reason }) => reason)).toContain('She called about a step');
  // The next look is asked for anew.
  await page.goBack();
  await expect(page.getByRole('textbox', { name: 'Why do you look?' })).toBeVisible();
});

test('what a colleague does appears on an open page of staff', async ({ as, host }) => {
  const page = await as('paula');
  await page.goto('/staff/resources');
  await expect(page.getByRole('heading', { level: 1, name: 'Resources' })).toBeVisible();
  await mark(page);
  const colleague = await host('paula');
  const name = `Deburring cell ${Date.now()}`;
  await colleague.ask('create-resource', { name });
  await expect(page.getByText(name)).toBeVisible({ timeout: ARRIVES_MS });
  await expectNeverReloaded(page);
});

test('an auditor goes back in time with the slider', async ({ as, host }) => {
  const step = await makeStep(host);
  await link(host, step, 'nora');
  const auditor = await host('audrey');
  const page = await as('audrey');
  const nora = await partnerUser(host, 'nora');
  await page.goto(`/audit/time-travel/${nora}/work-steps?q=${encodeURIComponent(step.order)}`);
  await expect(page.getByRole('region', { name: 'As of now' })).toBeVisible();
  await expect(page.getByRole('button', { name: step.order })).toBeVisible();

  const slider = page.getByRole('slider', { name: 'Moment' });
  const ends = {
    begin: Number(await slider.getAttribute('aria-valuemin')),
    now: Number(await slider.getAttribute('aria-valuemax')),
  };
  // Three quarters of the way, as the hand puts it: where she had been let in long ago.
  const thumb = await slider.boundingBox();
  const track = await page.locator('.mantine-Slider-trackContainer').boundingBox();
  if (!thumb || !track) throw new Error('the slider is not drawn');
  await page.mouse.move(thumb.x + thumb.width / 2, thumb.y + thumb.height / 2);
  await page.mouse.down();
  await page.mouse.move(track.x + track.width * 0.9, track.y + track.height / 2, { steps: 4 });
  await page.mouse.move(track.x + track.width * 0.75, track.y + track.height / 2, { steps: 4 });
  await page.mouse.up();
  await expect(page).toHaveURL(/[?&]at=/);
  const at = new URL(page.url()).searchParams.get('at') ?? '';
  expect(Date.parse(at)).toBeGreaterThan(ends.begin);
  expect(Date.parse(at)).toBeLessThan(ends.now);
  await expect(page.getByRole('region', { name: /^As of \w+,/ })).toBeVisible();
  await expect(page.getByText('Nothing matches.')).toBeVisible();

  // What was there by then is told as the audit tells it.
  await page.getByRole('button', { name: 'Clear search and filters' }).click();
  const rows = await auditor.rows(
    `/v1/audit/views/${nora}/work-steps?limit=500&at=${encodeURIComponent(at)}`,
  );
  expect(rows.length).toBeGreaterThan(0);
  await expect(
    page.getByRole('status').getByText(new RegExp(`^${rows.length} rows?$`)),
  ).toBeVisible();

  await page.getByRole('button', { name: 'Now', exact: true }).click();
  await expect(page.getByRole('region', { name: 'As of now' })).toBeVisible();
  await page.getByRole('searchbox', { name: 'Search' }).fill(step.order);
  await expect(page.getByRole('button', { name: step.order })).toBeVisible();
});

test('an operator rebuilds the views, and sees how far it is', async ({ as }) => {
  const page = await as('otto');
  await page.goto('/ops/jobs');
  const button = page.getByRole('button', { name: 'Rebuild the views' });
  await expect(button).toBeEnabled();
  // A rebuild of the demo takes a second or less: every progress that is told is written down.
  await page.evaluate(() => {
    const told = new Set<string>();
    Object.assign(globalThis, { told });
    const write = () =>
      document
        .querySelectorAll('[role=progressbar]')
        .forEach((bar) => told.add(bar.getAttribute('aria-label') ?? ''));
    new MutationObserver(write).observe(document.body, {
      subtree: true,
      childList: true,
      attributes: true,
    });
  });
  await button.click();
  const job = page.getByRole('article').filter({ hasText: 'All views anew from the log' }).first();
  await expect(job.getByText('Every portal is what was served before.')).toBeVisible({
    timeout: ARRIVES_MS,
  });
  await expect(job.getByText(/^([\d,]+) of \1 commits · .* · took [\d.,]+ s$/)).toBeVisible();
  const progress = await page.evaluate(() => [
    ...(globalThis as unknown as { told: Set<string> }).told,
  ]);
  expect(progress.length).toBeGreaterThan(0);
  expect(progress.filter((told) => !/^[\d.,]+\s?% done$/.test(told))).toEqual([]);
  // It is found again, and another can be begun.
  await page.reload();
  await expect(job).toBeVisible();
  await expect(button).toBeEnabled();
});

/** A rebuild of the demo is quick: one is begun and paused again until that was in time. */
const pausedRebuild = (host: Host) =>
  expect(async () => {
    const { id } = await host.post('/v1/ops/rebuild');
    await host.post(`/v1/ops/rebuild/${String(id)}/pause`);
    expect(await host.get(`/v1/ops/rebuild/${String(id)}`)).toMatchObject({ state: 'paused' });
  }).toPass({ timeout: ARRIVES_MS });

test('an operator finds a paused rebuild, and lets it go on', async ({ as, host }) => {
  const page = await as('otto');
  await page.goto('/ops/jobs');
  await expect(page.getByRole('button', { name: 'Rebuild the views' })).toBeEnabled();
  await pausedRebuild(await host('otto'));
  await page.reload();
  const job = page.getByRole('article').filter({ hasText: 'All views anew from the log' }).first();
  await expect(job.getByRole('status')).toContainText('Paused');
  await expect(job.getByText('left')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Rebuild the views' })).toBeDisabled();
  await job.getByRole('button', { name: 'Resume: Rebuild' }).click();
  await expect(job.getByText('Every portal is what was served before.')).toBeVisible({
    timeout: ARRIVES_MS,
  });
  await expect(job.getByRole('button')).toHaveCount(0);
});
