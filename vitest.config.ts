import { defineConfig } from 'vitest/config';
import { sourceConditions } from './vitest.base.js';

const TELEPHONES = 'packages/communication-server/test/asterisk/**/*.test.ts';

/**
 * All unit and integration tests; those that drive a browser have a configuration of their own. Sound is heard in real time:
 * tests with telephones run behind all others, one file after the other.
 */
export default defineConfig({
  ...sourceConditions,
  test: {
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'all',
          include: [
            'packages/*/src/**/*.test.{ts,tsx}',
            'packages/*/web/**/*.test.{ts,tsx}',
            'packages/*/widget/**/*.test.ts',
            'packages/*/test/**/*.test.ts',
            'examples/*/test/**/*.test.ts',
            'bench/**/*.test.ts',
            'test/**/*.test.ts',
          ],
          exclude: ['**/node_modules/**', '**/dist/**', '**/*.browser.test.ts', TELEPHONES],
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: { name: 'telephones', include: [TELEPHONES], fileParallelism: false, sequence: { groupOrder: 1 } },
      },
    ],
  },
});
