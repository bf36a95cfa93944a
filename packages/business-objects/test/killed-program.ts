import { mkdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

/** Where programs are made that tests kill: the drivers of databases are found from there. */
export function programFolder(name: string): string {
  const folder = join(realpathSync(join(import.meta.dirname, '../../storage-manager/node_modules')), `.${name}`);
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** Makes a program of TypeScript that imports the sources of the packages, from a folder of {@link programFolder}. */
export async function bundleProgram(program: string, folder: string, outfile: string): Promise<void> {
  await build({
    stdin: { contents: program, resolveDir: folder, loader: 'ts' },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    conditions: ['@caruso/source'],
    external: ['better-sqlite3', 'typeorm', 'pg', 'pg-copy-streams', 'mysql2'],
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    tsconfigRaw: { compilerOptions: { experimentalDecorators: true } },
  });
}
