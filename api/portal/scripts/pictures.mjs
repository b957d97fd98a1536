// Pictures of the main pages for docs/, taken from the demo:
//
//   LOGGIA_BIN=target/release/loggia npm --prefix api/portal run pictures
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
/** Who, which page, and under which name. */
const PICTURES = [
  ['nora', '/', 'start'],
  ['nora', '/planning', 'planning'],
  ['iris', '/projects', 'projects'],
  ['paula', '/plan', 'plan'],
  ['audrey', '/audit/time-travel/nora/work-steps', 'time-travel'],
  ['otto', '/ops/jobs', 'jobs'],
];
const ARGUMENTS = ['--no-sandbox', '--disable-gpu', '--disable-background-networking'];
/** So long a page may take to be still. */
const STILL_MS = 2_500;

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
  for (const [user, path, name] of PICTURES) {
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
