import { defineConfig } from 'vitest/config';
import { sourceConditions } from './vitest.base.js';

/** All unit and integration tests; those that drive a browser have a configuration of their own. */
export default defineConfig({
  ...sourceConditions,
  test: {
    include: [
      'packages/*/src/**/*.test.{ts,tsx}',
      'packages/*/web/**/*.test.{ts,tsx}',
      'packages/*/widget/**/*.test.ts',
      'packages/*/test/**/*.test.ts',
      'examples/*/test/**/*.test.ts',
      'bench/**/*.test.ts',
      'test/**/*.test.ts',
    ],
    exclude: ['**/node_modules/**', '**/dist/**', '**/*.browser.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
