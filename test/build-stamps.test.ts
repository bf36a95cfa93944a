import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

interface Package {
  readonly name: string;
  readonly folder: string;
  readonly dependencies: readonly string[];
}

const script = pathToFileURL(join(import.meta.dirname, '..', 'scripts', 'lib', 'build-stamps.mjs'));
const buildStamps: (packages: readonly Package[], sharedFiles: readonly string[]) => Readonly<Record<string, string>> =
  (await import(script.href)).buildStamps;

describe('build stamps', () => {
  let folder: string;
  const write = (file: string, text: string) => writeFile(join(folder, file), text);
  const stamps = () =>
    buildStamps(
      [
        { name: 'above', folder: join(folder, 'above'), dependencies: ['below'] },
        { name: 'below', folder: join(folder, 'below'), dependencies: [] },
        { name: 'beside', folder: join(folder, 'beside'), dependencies: [] },
      ],
      [join(folder, 'shared.json')],
    );
  /** Names of the packages that a change makes stale. */
  const staleAfter = async (change: () => Promise<void>) => {
    const before = stamps();
    await change();
    const after = stamps();
    return Object.keys(after).filter((name) => after[name] !== before[name]);
  };

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'caruso-stamps-'));
    for (const name of ['above', 'below', 'beside']) {
      await mkdir(join(folder, name, 'src'), { recursive: true });
      await mkdir(join(folder, name, 'dist'));
      await write(`${name}/src/index.ts`, name);
    }
    await write('shared.json', '{}');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('change with a source, for the package and those that depend on it', async () => {
    expect((await staleAfter(() => write('below/src/index.ts', 'changed'))).sort()).toEqual(['above', 'below']);
    expect(await staleAfter(() => write('above/src/index.ts', 'changed'))).toEqual(['above']);
  });

  it('change when a file is added, even an empty one, in a source folder of any name', async () => {
    expect(await staleAfter(() => write('beside/src/new.ts', ''))).toEqual(['beside']);
    await mkdir(join(folder, 'beside', 'src', 'test'));
    expect(await staleAfter(() => write('beside/src/test/run.ts', ''))).toEqual(['beside']);
  });

  it('change for all with a shared file', async () => {
    expect(await staleAfter(() => write('shared.json', '{ }'))).toHaveLength(3);
  });

  it('stay with the same content written anew, with tests, documentation and builds', async () => {
    const change = async () => {
      await write('below/src/index.ts', 'below');
      await write('below/src/index.test.ts', 'a test');
      await mkdir(join(folder, 'below', 'test'));
      await write('below/test/helper.ts', 'a helper of tests');
      await write('below/README.md', '# Below');
      await write('below/dist/index.js', 'built');
    };
    expect(await staleAfter(change)).toEqual([]);
  });
});
