import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

interface Violation {
  readonly from: string;
  readonly rule: { readonly name: string };
}

const root = join(import.meta.dirname, '..');
const packages = ['core', 'language', 'service-manager', 'storage-manager', 'script-engine', 'reporting', 'cli'];

/** What the rule must refuse: the importing file, what it imports, and the name of the rule that says so. */
const refused: readonly (readonly [file: string, specifier: string, rule: string])[] = [
  ['packages/core/src/imports-upwards.ts', '@caruso/language', 'layer-of-core'],
  ['packages/core/src/reads-files.ts', 'node:fs', 'runs-in-browsers'],
  ['packages/core/src/reads-paths.ts', 'path', 'runs-in-browsers'],
  ['packages/language/src/imports-upwards.ts', '@caruso/service-manager', 'layer-of-language'],
  ['packages/storage-manager/src/imports-component.ts', '@caruso/reporting/contract', 'layer-of-storage-manager'],
  ['packages/script-engine/src/imports-implementation.ts', '@caruso/reporting', 'layer-of-script-engine'],
  ['packages/script-engine/src/imports-storage.ts', '@caruso/storage-manager', 'layer-of-script-engine'],
  ['packages/script-engine/src/test/runs-scripts.ts', '@caruso/reporting', 'layer-of-script-engine'],
  ['packages/script-engine/src/imports-assembly.ts', '@caruso/cli', 'layer-of-script-engine'],
  ['packages/script-engine/src/imports-deep.ts', '../../core/src/hidden.js', 'public-api-only'],
  ['packages/cli/src/imports-by-path.ts', '../../core/src/index.js', 'by-name-only'],
  ['packages/cli/src/imports-nothing.ts', '@caruso/unknown', 'resolvable'],
  ['packages/cli/src/circle-a.ts', './circle-b.js', 'no-circular'],
];

const allowed: readonly (readonly [file: string, specifier: string])[] = [
  ['packages/script-engine/src/uses-core.ts', '@caruso/core'],
  ['packages/script-engine/src/uses-contract.ts', '@caruso/reporting/contract'],
  ['packages/script-engine/src/uses-storage-contract.ts', '@caruso/storage-manager/contract'],
  ['packages/script-engine/src/reads-files.ts', 'node:fs'],
  ['packages/script-engine/src/composes.test.ts', '@caruso/reporting'],
  ['packages/script-engine/test/composes.ts', '@caruso/storage-manager'],
  ['packages/cli/src/composes.ts', '@caruso/script-engine'],
  ['examples/company/caruso.config.ts', '@caruso/cli'],
];

describe('the layering rule', () => {
  let folder: string;
  let violations: readonly Violation[];

  beforeAll(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), 'caruso-layers-')));
    await writeWorkspace(folder);
    violations = await cruise(folder);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it.each(refused)('refuses %s importing %s (%s)', (file, _, rule) => {
    expect(violations.filter(({ from }) => from === file).map((it) => it.rule.name)).toContain(rule);
  });

  it.each(allowed)('allows %s importing %s', (file) => {
    expect(violations.filter(({ from }) => from === file)).toEqual([]);
  });
});

/** A workspace of the same shape as ours, linked the way pnpm links it. */
async function writeWorkspace(folder: string): Promise<void> {
  for (const name of packages) {
    const entry = (file: string) => ({ '@caruso/source': `./src/${file}.ts`, default: `./dist/${file}.js` });
    const manifest = { name: `@caruso/${name}`, exports: { '.': entry('index'), './contract': entry('contract') } };
    await write(folder, `packages/${name}/package.json`, JSON.stringify(manifest));
    await write(folder, `packages/${name}/src/index.ts`, 'export const index = 1;');
    await write(folder, `packages/${name}/src/contract.ts`, 'export const contract = 1;');
    await mkdir(join(folder, 'node_modules', '@caruso'), { recursive: true });
    await symlink(join(folder, 'packages', name), join(folder, 'node_modules', '@caruso', name));
  }
  await write(folder, 'packages/core/src/hidden.ts', 'export const hidden = 1;');
  await write(folder, 'packages/cli/src/circle-b.ts', "import './circle-a.js';");
  for (const [file, specifier] of [...refused, ...allowed]) await write(folder, file, `import '${specifier}';`);
}

async function write(folder: string, file: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, file)), { recursive: true });
  await writeFile(join(folder, file), text);
}

/** Runs the real tool with the real rules over the folder. */
async function cruise(folder: string): Promise<readonly Violation[]> {
  const command = join(root, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs');
  const config = join(root, '.dependency-cruiser.cjs');
  const run = promisify(execFile)(
    process.execPath,
    [command, 'packages', 'examples', '--config', config, '--output-type', 'json'],
    { cwd: folder, maxBuffer: 16_000_000 },
  );
  // Exits with the number of violations, which is not a failure here.
  const { stdout } = await run.catch((problem: { readonly stdout: string }) => problem);
  return JSON.parse(stdout).summary.violations;
}
