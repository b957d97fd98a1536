// How fast the portal is with 2,000 work steps on 50 resources: measured and told (`npm run figures`).
// Nothing here fails because a machine is slow.
import type { Page } from '@playwright/test';
import type { Host } from './host';
import { expect, passwordOf, signIn, test } from './loggia';
import { instantIn, partnerUser } from './records';

const RESOURCES = 50;
const STEPS_OF_EACH = 40;
const STEP_HOURS = 4;
const HOUR_MS = 3_600_000;
/** Figures are medians of so many rounds, told with the lowest and the highest. */
const ROUNDS = 5;
const SCROLL_MS = 4_000;
/** A page follows changes for good, so its network is never idle; by then all of it has come. */
const SETTLES_MS = 3_000;
/** Commands on the way at the same time. */
const AT_ONCE = 16;

test.setTimeout(600_000);

const named = (what: string, nth: number) => `${what} ${String(nth + 1).padStart(2, '0')}`;

/** One resource with its order and steps, one after the other, and open to the partner. */
async function fill(nth: number, planner: Host, administrator: Host, partner: string) {
  const resource = await planner.ask('create-resource', { name: named('Line', nth) });
  await administrator.ask('mark-resource-external', { resource });
  await administrator.ask('link-resource', { partner_user: partner, resource });
  const number = named('FIG', nth);
  const order = await planner.ask('create-production-order', {
    number,
    article: 'Casing',
    quantity: 8,
  });
  const first = Date.parse(instantIn(0));
  for (let at = 0; at < STEPS_OF_EACH; at += 1) {
    const body = { order, sequence: (at + 1) * 10, name: named('Machine', at), resource };
    const step = await planner.ask('add-work-step', body);
    const start = first + at * STEP_HOURS * HOUR_MS;
    const slot = [start, start + STEP_HOURS * HOUR_MS].map((time) => new Date(time).toISOString());
    await planner.ask('schedule-work-step', { step, slot: { start: slot[0], end: slot[1] } });
  }
}

/** The median of some rounds, with the lowest and the highest. */
function told(what: string, rounds: number[], unit: string) {
  const [low, ...rest] = [...rounds].sort((a, b) => a - b);
  const sorted = [low!, ...rest];
  const figure = (value: number) => `${Math.round(value)} ${unit}`;
  const median = sorted[sorted.length >> 1]!;
  console.log(`${what}: ${figure(median)} (${figure(low!)} to ${figure(sorted.at(-1)!)})`);
}

/** Bytes that came over the wire while something was done, as they were sent. */
async function bytesOf(page: Page, act: () => Promise<void>): Promise<number> {
  const network = await page.context().newCDPSession(page);
  let bytes = 0;
  network.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
  await network.send('Network.enable');
  await act();
  await page.waitForTimeout(SETTLES_MS);
  await network.detach();
  return bytes;
}

/** Milliseconds from asking for a page until something of it is there. */
async function readyIn(page: Page, path: string, selector: string): Promise<number> {
  await page.goto('about:blank');
  const began = performance.now();
  await page.goto(path, { waitUntil: 'commit' });
  await page.locator(selector).first().waitFor();
  return performance.now() - began;
}

/** Frames a second while the plan is scrolled, so many pixels a frame. */
const framesIn = (page: Page, across: number, down: number) =>
  page.evaluate(
    async ([dx, dy, duration]) => {
      const grid = document.querySelector('.tl')!;
      const began = performance.now();
      let frames = 0;
      while (performance.now() - began < duration!) {
        await new Promise(requestAnimationFrame);
        frames += 1;
        grid.scrollLeft += dx!;
        grid.scrollTop += dy!;
      }
      return (frames * 1000) / (performance.now() - began);
    },
    [across, down, SCROLL_MS],
  );

test('the plan of 2,000 work steps', async ({ visit, host, demo }) => {
  const [planner, administrator] = await Promise.all([host('paula'), host('astrid')]);
  const partner = await partnerUser(host, 'nora');
  const waiting = Array.from({ length: RESOURCES }, (_, nth) => nth);
  const fillAll = async () => {
    for (let nth = waiting.shift(); nth !== undefined; nth = waiting.shift()) {
      await fill(nth, planner, administrator, partner);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, fillAll));

  const page = await visit();
  const password = passwordOf(demo, 'nora');
  const signInBytes = await bytesOf(page, async () => void (await page.goto('/')));
  const startBytes = await bytesOf(page, async () => {
    await signIn(page, 'nora', password);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  });
  told('first load, sign-in page', [signInBytes / 1000], 'kB');
  told('and the start page with its rows', [startBytes / 1000], 'kB');

  const [plan, list, idle, across, down]: number[][] = [[], [], [], [], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    list!.push(await readyIn(page, '/work-steps', 'tbody tr'));
    plan!.push(await readyIn(page, '/planning', '[data-bar]'));
    await page.waitForTimeout(SETTLES_MS);
    idle!.push(await framesIn(page, 0, 0));
    across!.push(await framesIn(page, 9, 0));
    down!.push(await framesIn(page, 0, 6));
  }
  told('list of work steps ready', list!, 'ms');
  told('plan ready', plan!, 'ms');
  told('frames of the plan that stands still', idle!, 'a second');
  told('frames of the plan that is scrolled across', across!, 'a second');
  told('frames of the plan that is scrolled down', down!, 'a second');
});
