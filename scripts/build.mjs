import { requireNode } from './lib/node-version.mjs';

requireNode();
const { prepare } = await import('./lib/prepare.mjs');
const { runScript } = await import('./lib/run-script.mjs');

await runScript(prepare);
