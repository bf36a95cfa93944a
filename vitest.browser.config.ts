import { defineConfig } from 'vitest/config';
import { sourceConditions } from './vitest.base.js';

/** Tests that drive a real Chromium, one after the other: two browsers at a time would time each other out. */
export default defineConfig({
  ...sourceConditions,
  test: {
    include: ['packages/*/test/**/*.browser.test.ts', 'examples/*/test/**/*.browser.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
