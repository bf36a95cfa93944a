import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';

const packages = fileURLToPath(new URL('../packages', import.meta.url));
const folders: string[] = [];

/** The first TypeScript example of a README, as a module in the package, so that it sees what the package sees. */
function exampleOf(name: string): string | undefined {
  const [, code] = readFileSync(join(packages, name, 'README.md'), 'utf8').match(/^```ts\n(.*?)^```/ms) ?? [];
  if (code === undefined) return undefined;
  const testFolder = join(packages, name, 'test');
  mkdirSync(testFolder, { recursive: true });
  const folder = mkdtempSync(join(testFolder, '.readme-'));
  folders.push(folder);
  const file = join(folder, 'example.ts');
  writeFileSync(file, code);
  return pathToFileURL(file).href;
}

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

describe('the example of each package’s README', () => {
  it.each(readdirSync(packages))('runs: %s', async (name) => {
    const example = exampleOf(name);
    expect(example, `packages/${name}/README.md needs an example`).toBeDefined();
    await import(example ?? '');
  });
});
