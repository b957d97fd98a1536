// A real plant in the browser: its log is imported on the page for it, and a partner of it sees what
// the figures say that were computed apart from Loggia.
import type { Page } from '@playwright/test';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Host } from './host';
import { expect, signIn, test } from './loggia';

/** Where the real input lies: named, or beside the repository. It is never in it. */
const FOLDER = join(process.env.LOGGIA_REAL_DATA ?? resolve('../../../shared/data'), 'plant');
const IMPORT_MS_MAX = 120_000;
const PARTNER = 'WireErode';
const PASSWORD = 'three tired horses';

interface Figures {
  resources: string[];
  orders_visible: number;
  work_steps: { objects: number };
  processes: { objects: number };
  first_orders: string[];
}

test.setTimeout(300_000);
test.skip(!existsSync(FOLDER) && !process.env.CI, 'the real data is missing');

async function importPlant(page: Page) {
  await page.goto('/imports?kind=production');
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles(join(FOLDER, 'Production_Data.xlsx'));
  await page.getByText('Ready mapping').click();
  await page.getByRole('button', { name: 'Dry run' }).click();
  const done = { timeout: IMPORT_MS_MAX };
  await expect(page.getByText('The dry run went through')).toBeVisible(done);
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(page.getByText('Imported', { exact: true })).toBeVisible(done);
}

/** A partner with all modules of production, to whom the resources are linked. */
async function makePartner(administrator: Host, { resources }: Figures) {
  const body = { user_name: PARTNER, display_name: PARTNER };
  const partner_user = await administrator.ask('create-partner-user', body);
  for (const module of ['planning_objects', 'planning', 'dashboard', 'workbench_classic']) {
    await administrator.ask('assign-module-licence', { partner_user, module });
  }
  await administrator.ask('allow-process-feedback', { partner_user });
  await administrator.setPassword(partner_user, PASSWORD);
  const known = await administrator.rows('/v1/staff/resources?limit=500');
  for (const name of resources) {
    const resource = known.find((row) => row.name === name)?.id;
    await administrator.ask('mark-resource-external', { resource });
    await administrator.ask('link-resource', { partner_user, resource });
  }
}

test('a real plant is imported, and its partner sees what is his', async ({ as, visit, host }) => {
  const told = readFileSync(join(FOLDER, 'expected.json'), 'utf8');
  const figures = (JSON.parse(told) as { partners: Record<string, Figures> }).partners[PARTNER]!;
  await importPlant(await as('astrid'));
  await makePartner(await host('astrid'), figures);

  const partner = await visit();
  await partner.goto('/');
  await signIn(partner, PARTNER, PASSWORD);
  const counts = partner.getByRole('region', { name: 'What there is for you' });
  const { orders_visible, work_steps, processes } = figures;
  await expect(
    counts.getByRole('link', { name: `Production orders ${orders_visible}` }),
  ).toBeVisible();
  await expect(counts.getByRole('link', { name: `Processes ${processes.objects}` })).toBeVisible();
  await counts.getByRole('link', { name: `Work steps ${work_steps.objects}` }).click();
  await expect(partner.getByText(`${work_steps.objects} rows`)).toBeVisible();

  await partner.getByRole('button', { name: figures.first_orders[0], exact: true }).first().click();
  const detail = partner.getByRole('dialog');
  await expect(detail.getByText(figures.first_orders[0]!, { exact: true })).toBeVisible();
  await expect(detail.getByRole('heading', { name: 'Reports' })).toBeVisible();

  // The same log, and nothing of it for a partner to whom none of it is linked.
  const orders = await (await host('nora')).rows('/v1/portal/orders?limit=500');
  expect(orders.filter(({ number }) => figures.first_orders.includes(String(number)))).toEqual([]);
});
