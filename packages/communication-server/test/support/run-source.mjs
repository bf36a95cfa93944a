/** Runs a TypeScript module of this repository in a process of its own, from its sources: `node run-source.mjs FILE …`. */
import { createViteServer } from 'vitest/node';

const conditions = ['@caruso/source'];
const server = await createViteServer({
  configFile: false,
  root: new URL('../..', import.meta.url).pathname,
  logLevel: 'error',
  resolve: { conditions },
  ssr: { resolve: { conditions: [...conditions, 'node', 'default'] } },
  server: { middlewareMode: true, watch: null, hmr: false, ws: false },
  optimizeDeps: { noDiscovery: true },
});
await server.ssrLoadModule(process.argv[2]);
