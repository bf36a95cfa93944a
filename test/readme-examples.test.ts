import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

const packages = fileURLToPath(new URL('../packages', import.meta.url));
const folders: string[] = [];

/** The first TypeScript example of a page, as a module in a workspace folder, so that it sees what that sees. */
function exampleOf(page: string, home: string): string | undefined {
  const [, code] = readFileSync(page, 'utf8').match(/^```ts\n(.*?)^```/ms) ?? [];
  if (code === undefined) return undefined;
  const testFolder = join(home, 'test');
  mkdirSync(testFolder, { recursive: true });
  const folder = mkdtempSync(join(testFolder, '.readme-'));
  folders.push(folder);
  const file = join(folder, 'example.ts');
  writeFileSync(file, code);
  return pathToFileURL(file).href;
}

beforeAll(() => {
  vi.spyOn(console, 'log').mockImplementation(() => {});
  vi.spyOn(console, 'assert').mockImplementation((condition, message) => {
    if (!condition) throw new Error(String(message ?? 'an assertion of the example does not hold'));
  });
});

afterAll(() => {
  vi.restoreAllMocks();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

// The other packages prepare something for their examples, and run them in tests of their own.
describe('the example of the README', () => {
  it.each(['cli', 'core', 'service-manager'])('runs: %s', async (name) => {
    const home = join(packages, name);
    const example = exampleOf(join(home, 'README.md'), home);
    expect(example, `packages/${name}/README.md needs an example`).toBeDefined();
    await import(example ?? '');
  });
});

describe('the example of each page for builders', () => {
  const docs = fileURLToPath(new URL('../docs', import.meta.url));
  const utility = fileURLToPath(new URL('../examples/utility', import.meta.url));
  it.each(['integrator.md', 'wrap-a-legacy-system.md'])('runs: %s', async (page) => {
    const example = exampleOf(join(docs, page), utility);
    expect(example, `docs/${page} needs an example`).toBeDefined();
    await import(example ?? '');
  });
});
