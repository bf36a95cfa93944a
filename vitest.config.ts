import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { conditions: ['@caruso/source'] },
  ssr: { resolve: { conditions: ['@caruso/source', 'node', 'import', 'module', 'default'] } },
  test: {
    include: [
      'packages/*/src/**/*.test.ts',
      'packages/*/test/**/*.test.ts',
      'examples/*/test/**/*.test.ts',
      'test/**/*.test.ts',
    ],
    exclude: ['**/node_modules/**', '**/dist/**', '**/*.browser.test.ts', '**/*.package.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
