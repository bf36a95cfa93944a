// Runs a TypeScript module with the sources of the workspace packages, as tests do: node run-source.mjs FILE ARGUMENTS…
import { fileURLToPath } from 'node:url';
import { createViteServer } from 'vitest/node';

const [, , file] = process.argv;
const conditions = ['@caruso/source'];
const server = await createViteServer({
  configFile: false,
  root: fileURLToPath(new URL('../..', import.meta.url)),
  logLevel: 'error',
  resolve: { conditions },
  ssr: { resolve: { conditions: [...conditions, 'node', 'default'] } },
  server: { middlewareMode: true, watch: null, hmr: false, ws: false },
  optimizeDeps: { noDiscovery: true },
});
await server.ssrLoadModule(file);
