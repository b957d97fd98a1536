// Every page for every role: it opens, says what it is, asks nothing of another host, and can be
// read by everybody (WCAG 2.2 AA), light, dark and on a phone.
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { addDays, today, weekOf } from '../src/ui/isoWeek';
import type { Host } from './host';
import { expect, test } from './loggia';
import { partnerUser } from './records';

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const DESK = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };
const USERS = ['nora', 'bruno', 'iris', 'kemal', 'paula', 'dario', 'audrey', 'otto', 'astrid'];

// Faults are gathered, so that one walk tells all of them.

/** Pages that were read closely already; most roles share most of them. */
const read = new Set<string>();

async function settled(page: Page) {
  // What lies beside a page hides it from readers of screens, so the heading is not asked for by role.
  await expect(page.locator('h1').first()).toBeVisible();
  await expect(page.getByRole('status', { name: 'Loading …' })).toHaveCount(0);
}

/** Light or dark, once every colour has arrived: what still fades would be read as too pale. */
async function inScheme(page: Page, colorScheme: 'light' | 'dark') {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme);
  await page.evaluate(async () => {
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    await Promise.allSettled(document.getAnimations().map((animation) => animation.finished));
  });
}

async function readable(page: Page, where: string) {
  const { violations } = await new AxeBuilder({ page }).withTags(WCAG).analyze();
  const told = violations.map(
    ({ id, nodes }) => `${where}: ${id}: ${nodes[0]?.html.slice(0, 160)} (${nodes.length})`,
  );
  expect.soft(told).toEqual([]);
}

/** Nothing is wider than a phone; the frame of the page glides to its new width. */
const fits = (page: Page, where: string) =>
  expect
    .configure({ soft: true })
    .poll(() => page.evaluate(() => document.documentElement.scrollWidth), {
      message: `${where} scrolls sideways`,
    })
    .toBeLessThanOrEqual(PHONE.width);

async function refusesNothing(page: Page, where: string) {
  expect.soft(await page.getByRole('alert').allTextContents(), where).toEqual([]);
}

for (const user of USERS) {
  test(`${user} walks through every page`, async ({ as }) => {
    test.setTimeout(900_000);
    const page = await as(user);
    const navigation = page.getByRole('navigation', { name: 'Main navigation' });
    const links = await navigation
      .getByRole('link')
      .evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
    expect(links).toContain('/');
    for (const path of [...links, '/sessions']) {
      await page.goto(path);
      await settled(page);
      const name = `${user} ${path}`;
      await refusesNothing(page, name);
      const close = path === '/' ? name : path;
      if (read.has(close)) continue;
      read.add(close);
      for (const colorScheme of ['light', 'dark'] as const) {
        await inScheme(page, colorScheme);
        await readable(page, `${name} ${colorScheme}`);
      }
      await inScheme(page, 'light');
      await page.setViewportSize(PHONE);
      await settled(page);
      await fits(page, name);
      await readable(page, `${name} phone`);
      await page.setViewportSize(DESK);
    }
  });
}

type Hosts = (user: string) => Promise<Host>;
/** The first row of a list, as somebody reads it. */
const first = async (host: Hosts, user: string, list: string) => {
  const [row] = await (await host(user)).rows(`/v1/${list}`);
  if (!row) throw new Error(`${user} has nothing in ${list}`);
  return row.id;
};
const tabs = (path: string, names: string[]) => names.map((name) => `${path}?tab=${name}`);

/** What is reached from lists and not from the navigation, by who opens it. */
const PLACES: Record<string, (host: Hosts) => Promise<string[]>> = {
  nora: async (host) => {
    const step = await first(host, 'nora', 'portal/work-steps');
    const process = await first(host, 'nora', 'portal/processes');
    return [`/work-steps?step=${step}`, `/processes?process=${process}`, '/planning?zoom=hour'];
  },
  iris: async (host) => {
    const project = await first(host, 'iris', 'portal/projects');
    const of = `/projects/${project}`;
    const report = await first(host, 'iris', `portal/projects/${project}/status-reports`);
    return [
      of,
      ...tabs(of, ['plan', 'milestones', 'raid', 'reports', 'people', 'talk']),
      `${of}?tab=plan&view=gantt`,
      `${of}?tab=raid&view=matrix`,
      `${of}?tab=plan&task=${await first(host, 'iris', 'portal/tasks')}`,
      `${of}/reports/${report}`,
      '/tasks?view=list',
      `/timesheets?week=${weekOf(addDays(today('Europe/Vienna'), -7))}`,
      '/approvals?kind=expense',
    ];
  },
  paula: async (host) => [
    `/plan?open=${await first(host, 'paula', 'staff/work-steps')}`,
    ...tabs('/staff/orders', ['orders', 'steps', 'processes']),
    `/staff/resources?open=${await first(host, 'paula', 'staff/resources')}`,
  ],
  dario: async (host) => {
    const of = `/staff/projects/${await first(host, 'dario', 'staff/projects')}`;
    return [
      of,
      ...tabs(of, ['phases', 'tasks', 'milestones', 'raid', 'reports', 'bookings', 'comments']),
      ...tabs('/reports', [
        'hours',
        'expenses',
        'raid',
        'milestones',
        'sentiment',
        'time-to-value',
      ]),
      `/staff/timesheets?open=${await first(host, 'dario', 'staff/timesheets')}`,
      `/staff/expenses?open=${await first(host, 'dario', 'staff/expenses')}`,
      `/staff/persons?open=${await first(host, 'dario', 'staff/persons')}`,
    ];
  },
  astrid: async (host) => [
    '/partners/invite',
    `/partners/${await partnerUser(host, 'nora')}`,
    `/accounts/${await first(host, 'astrid', 'staff/accounts')}`,
    '/access-levels/new',
    `/access-levels/${await first(host, 'astrid', 'staff/access-levels')}`,
    `/view-as/${await partnerUser(host, 'iris')}/`,
  ],
  audrey: async (host) => {
    const nora = await partnerUser(host, 'nora');
    const step = await first(host, 'nora', 'portal/work-steps');
    const at = encodeURIComponent(new Date(Date.now() - 86_400_000).toISOString());
    return [
      `/audit/time-travel/${nora}/?at=${at}`,
      `/audit/time-travel/${nora}/planning`,
      `/audit/why?partner=${nora}&record=${step}`,
      `/audit/who?record=${step}`,
      `/audit/history?record=${step}`,
      `/audit/compare?partner=${nora}&at=${at}`,
    ];
  },
};

for (const [user, placesOf] of Object.entries(PLACES)) {
  test(`${user} opens what lies behind the lists`, async ({ as, host }) => {
    test.setTimeout(900_000);
    const page = await as(user);
    for (const path of await placesOf(host)) {
      const name = `${user} ${path.replaceAll(/[\da-f]{8}-[\da-f-]{27}/g, '…')}`;
      await page.setViewportSize(DESK);
      await inScheme(page, 'light');
      await page.goto(path);
      await settled(page);
      if (/[?&](open|step|process|task)=/.test(path)) {
        await expect(page.getByRole('dialog')).toBeVisible();
      }
      await settled(page);
      await readable(page, `${name} light`);
      await inScheme(page, 'dark');
      await page.setViewportSize(PHONE);
      await settled(page);
      await fits(page, name);
      await readable(page, `${name} dark phone`);
    }
  });
}
