import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

interface Manifest {
  readonly name: string;
  readonly private?: boolean;
  readonly exports: Readonly<Record<string, unknown>>;
}

/** Names of an entry point's exports, or why it could not be loaded. */
type Loaded = Readonly<Record<string, readonly string[] | string>>;

const root = join(import.meta.dirname, '..');
const manifests = readdirSync(join(root, 'packages'))
  .map((folder) => join(root, 'packages', folder, 'package.json'))
  .filter((file) => existsSync(file))
  .map((file): Manifest => JSON.parse(readFileSync(file, 'utf8')))
  .filter((manifest) => manifest.private !== true);
const names = manifests.map(({ name }) => name);
const entryPoints = manifests.flatMap(({ name, exports }) =>
  Object.keys(exports)
    .filter((key) => key !== './package.json')
    .map((key) => name + key.slice(1)),
);

describe('the published packages, installed into an empty project', () => {
  let project: string;

  beforeAll(async () => {
    project = await realpath(await mkdtemp(join(tmpdir(), 'caruso-consumer-')));
    await installTarballs(project);
  }, 300_000);
  afterAll(() => rm(project, { recursive: true, force: true }));

  it('load from ECMAScript modules and from CommonJS, with the same named exports', async () => {
    const list = JSON.stringify(entryPoints);
    const esm: Loaded = await runScript(
      project,
      'load.mjs',
      loadEach(list, (entry) => `await import(${entry})`),
    );
    const cjs: Loaded = await runScript(
      project,
      'load.cjs',
      loadEach(list, (entry) => `require(${entry})`),
    );

    expect(Object.keys(esm)).toEqual(entryPoints);
    // An array of names, none of them missing: a text here says why an entry point did not load.
    for (const entry of entryPoints) expect(esm[entry], entry).toEqual(expect.arrayContaining([expect.any(String)]));
    expect(cjs).toEqual(esm);
  });

  it('type-check for consumers of both module systems, declarations included', async () => {
    const lines = entryPoints.map((entry, i) => `import * as entry${i} from '${entry}';\nexport { entry${i} };`);
    await writeFile(join(project, 'consumer.mts'), lines.join('\n'));
    await writeFile(join(project, 'consumer.cts'), lines.join('\n'));
    const options = ['--strict', '--noEmit', '--module', 'nodenext', '--target', 'es2023', '--types', 'node'];
    const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
    const output = await promisify(execFile)(
      process.execPath,
      [tsc, ...options, '--pretty', 'false', 'consumer.mts', 'consumer.cts'],
      { cwd: project, maxBuffer: 16_000_000 },
    ).catch((problem: { readonly stdout: string }) => problem);

    // What other publishers' declarations get wrong is theirs.
    const ours = output.stdout.split('\n').filter((line) => /^(consumer|node_modules\/@caruso)/.test(line));
    expect(ours).toEqual([]);
  }, 120_000);

  it('bring the caruso command', async () => {
    const command = join(project, 'node_modules', '@caruso', 'cli', 'bin', 'caruso.js');
    const { stdout } = await promisify(execFile)(process.execPath, [command, '--help'], { cwd: project });
    expect(stdout).toContain('caruso');
  });
});

/** Installs tarballs of all packages, each package's dependencies on the others resolved to the tarballs too. */
async function installTarballs(project: string): Promise<void> {
  const tarballs = join(project, 'tarballs');
  await mkdir(tarballs);
  const packScript = join(root, 'scripts', 'pack.mjs');
  const { stdout } = await promisify(execFile)(process.execPath, [packScript, tarballs], { maxBuffer: 16_000_000 });
  const packed: readonly { readonly name: string; readonly filename: string }[] = JSON.parse(stdout);
  const manifest = {
    private: true,
    dependencies: Object.fromEntries(packed.map(({ name, filename }) => [name, `file:${filename}`])),
    overrides: Object.fromEntries(names.map((name) => [name, `$${name}`])),
  };
  await writeFile(join(project, 'package.json'), JSON.stringify(manifest));
  // Without install scripts, SQLite's native part is not compiled (a minute): it is loaded when a store is opened, not
  // when a package is.
  await promisify(execFile)('npm', ['install', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund'], {
    cwd: project,
    shell: process.platform === 'win32',
  });
  await mkdir(join(project, 'node_modules', '@types'), { recursive: true });
  const nodeTypes = join(project, 'node_modules', '@types', 'node');
  if (!existsSync(nodeTypes)) await symlink(join(root, 'node_modules', '@types', 'node'), nodeTypes);
}

function loadEach(list: string, load: (entry: string) => string): string {
  return `(async () => {
    const loaded = {};
    for (const entry of ${list}) {
      try { loaded[entry] = Object.keys(${load('entry')}).sort(); } catch (problem) { loaded[entry] = String(problem); }
    }
    console.log(JSON.stringify(loaded));
    process.exit(0);
  })();`;
}

async function runScript(project: string, file: string, text: string): Promise<Loaded> {
  await writeFile(join(project, file), text);
  const { stdout } = await promisify(execFile)(process.execPath, [file], { cwd: project });
  return JSON.parse(stdout);
}
