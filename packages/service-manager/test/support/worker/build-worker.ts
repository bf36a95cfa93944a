import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = join(import.meta.dirname, '..', '..', '..');
const modules = join(import.meta.dirname, 'modules');
const cache = join(root, 'node_modules', '.cache');

/** JavaScript that worker threads can load, made from sources. */
export interface WorkerFiles {
  /** The file a worker starts with. */
  readonly entry: URL;
  /** A module from the folder `modules`. */
  module(name: string): URL;
  remove(): Promise<void>;
}

/**
 * Translates the worker's entry and the modules of the tests, with the sources of the workspace packages in them. Other packages
 * stay outside and are found from where the files lie.
 */
export async function buildWorker(): Promise<WorkerFiles> {
  await mkdir(cache, { recursive: true });
  const outdir = await mkdtemp(join(cache, 'worker-'));
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    readonly dependencies: Readonly<Record<string, string>>;
  };
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
    external: Object.keys(dependencies).filter((name) => !name.startsWith('@caruso/')),
    tsconfig: join(root, 'tsconfig.json'),
    logLevel: 'warning',
  });
  return {
    entry: pathToFileURL(join(outdir, 'worker-main.mjs')),
    module: (name) => pathToFileURL(join(outdir, `${name}.mjs`)),
    remove: () => rm(outdir, { recursive: true }),
  };
}
