import { expect, test as base, type Page } from '@playwright/test';
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Host } from './host';

/** The real binary, with the portal in it. */
const BINARY = process.env.LOGGIA_BIN ?? '../../target/debug/loggia';
/** The demo is made in a few seconds; a busy machine takes longer. */
const START_MS_MAX = 120_000;

/** A running demo: its address, everybody's password, and the folder in which its mails lie. */
export interface Demo {
  url: string;
  passwords: Record<string, string>;
  mail: string;
}

/** Starts the demo in a folder of its own, and reads what it prints. */
function start(folder: string): Promise<{ demo: Demo; server: ChildProcess }> {
  const data = join(folder, 'demo');
  const server = spawn(BINARY, ['demo', '--data', data, '--listen', '127.0.0.1:0']);
  return new Promise((resolve, reject) => {
    let printed = '';
    const late = setTimeout(
      () => reject(new Error(`the demo did not start:\n${printed}`)),
      START_MS_MAX,
    );
    const read = (chunk: Buffer) => {
      printed += chunk.toString();
      const url = /The demo is at (http:\S+)/.exec(printed)?.[1];
      if (!url || !printed.includes('Paste this')) return;
      clearTimeout(late);
      const users = [...printed.matchAll(/^ {2}(\w+) +([\w-]+) {2,}\S/gm)];
      const passwords = Object.fromEntries(users.map(([, user, password]) => [user!, password!]));
      resolve({ demo: { url, passwords, mail: join(data, 'mail') }, server });
    };
    server.stdout?.on('data', read);
    server.stderr?.on('data', read);
    server.on('error', reject);
    server.on('exit', () => reject(new Error(`the demo ended:\n${printed}`)));
  });
}

/** Every page of every test: an error, a broken policy or a request elsewhere fails the test. */
function watch(page: Page, origin: string, faults: string[], expected: RegExp[]) {
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() !== 'error') return;
    if (expected.some((known) => known.test(message.text()))) return;
    faults.push(`console: ${message.text()} (${message.location().url})`);
  });
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith('http') && url.origin !== origin)
      faults.push(`foreign: ${url.href}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 500) faults.push(`${response.status()}: ${response.url()}`);
  });
}

/** Signs in on a page that asks for it. */
export async function signIn(page: Page, user: string, password: string) {
  await page.getByLabel('User name').fill(user);
  await page.getByLabel('Password').first().fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('navigation', { name: 'Main navigation' })).toBeVisible();
}

/** Passwords in the demo are drawn by lot; one that is not there would look like a wrong one. */
export function passwordOf(demo: Demo, user: string): string {
  const password = demo.passwords[user];
  if (!password) throw new Error(`the demo told no password of ${user}`);
  return password;
}

/** A test that hangs at one action tells which, and leaves time for the others. */
const ACTION_MS_MAX = 20_000;

interface Fixtures {
  /** Errors on the console that this test provokes on purpose. */
  expected: RegExp[];
  /** Opens a browser of its own in which nobody is signed in; what goes wrong in it is a fault. */
  visit(): Promise<Page>;
  /** Opens a browser of its own in which somebody of the demo is signed in. */
  as(user: string): Promise<Page>;
}

interface Shared {
  demo: Demo;
  /** The API as somebody of the demo: for what a test needs and does not show. */
  host(user: string): Promise<Host>;
}

export const test = base.extend<Fixtures, Shared>({
  demo: [
    async ({}, use) => {
      const folder = mkdtempSync(join(tmpdir(), 'loggia-e2e-'));
      const { demo, server } = await start(folder);
      await use(demo);
      server.removeAllListeners('exit');
      const ended = new Promise((done) => server.once('exit', done));
      server.kill('SIGINT');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
    { scope: 'worker', timeout: START_MS_MAX },
  ],
  host: [
    async ({ demo }, use) => {
      const known = new Map<string, Promise<Host>>();
      await use((user) => {
        const there = known.get(user) ?? Host.of(demo.url, user, passwordOf(demo, user));
        known.set(user, there);
        return there;
      });
    },
    { scope: 'worker' },
  ],
  actionTimeout: ACTION_MS_MAX,
  expected: [[], { option: true }],
  visit: async ({ browser, demo, expected }, use) => {
    const faults: string[] = [];
    const contexts: { close(): Promise<void> }[] = [];
    await use(async () => {
      const context = await browser.newContext({ baseURL: demo.url });
      contexts.push(context);
      const page = await context.newPage();
      watch(page, demo.url, faults, expected);
      return page;
    });
    await Promise.all(contexts.map((context) => context.close()));
    expect(faults).toEqual([]);
  },
  as: async ({ visit, demo }, use) => {
    await use(async (user) => {
      const page = await visit();
      await page.goto('/');
      await signIn(page, user, passwordOf(demo, user));
      return page;
    });
  },
});
export { expect };
