// Pictures of the main pages for docs/, taken from the demo:
//
//   LOGGIA_BIN=target/release/loggia npm --prefix api/portal run pictures [-- NAME ..]
//
// Makes a demo of its own, signs in for each picture, and writes docs/pictures/*.png.
import { chromium } from '@playwright/test';
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const BINARY = resolve(
  process.env.INIT_CWD ?? '.',
  process.env.LOGGIA_BIN ?? 'target/debug/loggia',
);
const TO = new URL('../../../docs/pictures/', import.meta.url).pathname;
/**
 * Who, which page, and under which name; `opens` the first record of its list, or a part of it;
 * `press` is a button.
 */
const PICTURES = [
  { user: 'nora', path: '/', name: 'start' },
  { user: 'nora', path: '/planning', name: 'planning' },
  { user: 'iris', path: '/projects', name: 'project', opens: '' },
  { user: 'iris', path: `/timesheets?week=${weekBefore()}`, name: 'timesheet' },
  { user: 'paula', path: '/plan', name: 'plan' },
  { user: 'dario', path: '/staff/projects', name: 'managed-project', opens: '?tab=tasks' },
  { user: 'dario', path: '/reports', name: 'reports' },
  { user: 'astrid', path: '/partners', name: 'partner', opens: '' },
  { user: 'astrid', path: '/field-security', name: 'field-security' },
  { user: 'audrey', path: '/audit/time-travel/nora/work-steps', name: 'time-travel' },
  { user: 'otto', path: '/ops/jobs', name: 'jobs', press: 'Rebuild the views' },
];
const WANTED = process.argv.slice(2);
const ARGUMENTS = ['--no-sandbox', '--disable-gpu', '--disable-background-networking'];
/** So long a page may take to be still. */
const STILL_MS = 2_500;

/** The week before this one, such as `2026-W41`: the demo has written time in it. */
function weekBefore() {
  const thursday = new Date(Date.now() - 7 * 86_400_000);
  thursday.setUTCDate(thursday.getUTCDate() + 4 - (thursday.getUTCDay() || 7));
  const firstOfYear = Date.UTC(thursday.getUTCFullYear(), 0, 1);
  const week = Math.ceil(((thursday - firstOfYear) / 86_400_000 + 1) / 7);
  return `${thursday.getUTCFullYear()}-W${String(week).padStart(2, '0')}`;
}

const folder = mkdtempSync(join(tmpdir(), 'loggia-pictures-'));
const server = spawn(BINARY, ['demo', '--data', join(folder, 'demo'), '--listen', '127.0.0.1:0']);
let printed = '';
for await (const chunk of server.stdout) {
  printed += chunk;
  if (printed.includes('Paste this')) break;
}
const url = /The demo is at (http:\S+)/.exec(printed)[1];
const passwords = Object.fromEntries(
  [...printed.matchAll(/^ {2}(\w+) +([\w-]+) {2,}\S/gm)].map(([, user, password]) => [
    user,
    password,
  ]),
);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ARGUMENTS,
});
mkdirSync(TO, { recursive: true });
try {
  for (const { user, path, name, opens, press } of PICTURES) {
    if (WANTED.length && !WANTED.includes(name)) continue;
    const page = await browser.newPage({
      baseURL: url,
      viewport: { width: 1280, height: 800 },
      locale: 'en-GB',
      timezoneId: 'Europe/Vienna',
    });
    await page.goto('/');
    await page.getByLabel('User name').fill(user);
    await page.getByLabel('Password').first().fill(passwords[user]);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('navigation').first().waitFor();
    await page.goto(path);
    if (opens !== undefined) {
      await page.locator('main tbody').locator('a, button').first().click();
      await page.waitForURL((url) => url.pathname !== path);
      if (opens) await page.goto(new URL(page.url()).pathname + opens);
    }
    if (press) await page.getByRole('button', { name: press }).click();
    await page.waitForTimeout(STILL_MS);
    await page.screenshot({ path: join(TO, `${name}.png`) });
    console.log(`docs/pictures/${name}.png`);
    await page.close();
  }
} finally {
  await browser.close();
  server.kill('SIGINT');
  await new Promise((done) => server.once('exit', done));
  rmSync(folder, { recursive: true, force: true });
}
