import { defineConfig } from '@playwright/test';
import settings from './playwright.config';

/** Measures instead of testing: alone, once, and told as it is. */
export default defineConfig({
  ...settings,
  testMatch: '*.measure.ts',
  workers: 1,
  retries: 0,
  reporter: [['line']],
});
