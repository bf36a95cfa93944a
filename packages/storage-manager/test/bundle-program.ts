import { dirname } from 'node:path';
import { build } from 'esbuild';

/**
 * Makes a program of its own of TypeScript that imports the sources of this package, to be run and killed by a test.
 *
 * @param outfile in a folder right below the package's `node_modules`, where the drivers are found
 */
export async function bundleProgram(program: string, outfile: string): Promise<void> {
  await build({
    stdin: { contents: program, resolveDir: dirname(outfile), loader: 'ts' },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    conditions: ['@caruso/source'],
    external: ['better-sqlite3', 'typeorm', 'pg', 'pg-copy-streams', 'mysql2', 'zod', 'inversify', 'reflect-metadata'],
    tsconfigRaw: { compilerOptions: { experimentalDecorators: true } },
  });
}
