import { requireNode } from './lib/node-version.mjs';

requireNode();
const { join } = await import('node:path');
const { pathToFileURL } = await import('node:url');
const { endWithNpm } = await import('./lib/end-with-npm.mjs');
const { prepare } = await import('./lib/prepare.mjs');
const { runScript } = await import('./lib/run-script.mjs');
const { root } = await import('./lib/workspace.mjs');

const command = join(root, 'packages', 'cli', 'bin', 'caruso.js');
const assembly = join(root, 'examples', 'utility', 'caruso.config.ts');

await runScript(async () => {
  await prepare();
  endWithNpm();
  // The command takes over this process, so that signals and its exit code need no passing on.
  process.argv = [process.execPath, command, 'start', '--config', assembly, ...process.argv.slice(2)];
  await import(pathToFileURL(command).href);
});
