import { readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = join(import.meta.dirname, '..', '..', '..');
const modules = join(import.meta.dirname, 'modules');

/** JavaScript that worker threads can load, made from sources. */
export interface WorkerFiles {
  /** The file a worker starts with. */
  readonly entry: URL;
  /** A module from the folder `modules`. */
  module(name: string): URL;
  remove(): Promise<void>;
}

/** Translates the worker's entry and the modules of the tests, with all that they import: few files are loaded fast. */
export async function buildWorker(): Promise<WorkerFiles> {
  const outdir = await mkdtemp(join(tmpdir(), 'caruso-worker-'));
  await build({
    entryPoints: [join(root, 'src', 'worker-main.ts'), ...readdirSync(modules).map((file) => join(modules, file))],
    outdir,
    entryNames: '[name]',
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    conditions: ['@caruso/source'],
    tsconfig: join(root, 'tsconfig.json'),
    logLevel: 'warning',
  });
  return {
    entry: pathToFileURL(join(outdir, 'worker-main.mjs')),
    module: (name) => pathToFileURL(join(outdir, `${name}.mjs`)),
    remove: () => rm(outdir, { recursive: true }),
  };
}
