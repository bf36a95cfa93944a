import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const scripts = join(root, 'scripts', 'lib');

/** Runs Node.js to its end, whatever its exit code. */
async function node(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const run = promisify(execFile)(process.execPath, args, { cwd: root, env: { ...process.env, ...env } });
  return run.then(
    ({ stderr }) => ({ code: 0, stderr }),
    ({ code, stderr }: { readonly code: number; readonly stderr: string }) => ({ code, stderr }),
  );
}

describe('the check of the Node.js version', () => {
  const major = Number(process.versions.node.split('.')[0]);
  const requiring = (...lines: readonly string[]) => {
    const module = JSON.stringify(pathToFileURL(join(scripts, 'node-version.mjs')));
    const call = lines.length === 0 ? '' : JSON.stringify(lines);
    return node(['--input-type=module', '-e', `import { requireNode } from ${module}; requireNode(${call});`]);
  };

  it('says what is needed and what was found', async () => {
    const { code, stderr } = await requiring(`${major}.99`, `${major + 2}.1`);
    expect(code).toBe(1);
    const needed = `CARUSO needs Node.js ${major}.99 or ${major + 2}.1, or newer`;
    expect(stderr).toContain(`${needed}; this is ${process.versions.node}`);
  });

  it('refuses the releases between two lines', async () => {
    expect(await requiring(`${major - 1}.0`, `${major + 1}.0`)).toMatchObject({ code: 1 });
  });

  it('is silent on a Node.js that is new enough', async () => {
    for (const lines of [[], [`${major}.0`], [`${major - 2}.0`]]) {
      expect(await requiring(...lines)).toEqual({ code: 0, stderr: '' });
    }
  });
});

describe('the summary of a test run', () => {
  const tests = {
    'mixed.test.js': `
      it('passes', () => {});
      it('fails', () => { throw new Error('as it should'); });
      it('skips', (context) => context.skip('no server'));
      describe.skip('without a printer', () => { describe('inside', () => { it('prints', () => {}); }); });`,
    'broken.test.js': `throw new Error('cannot be loaded');`,
    'setup.test.js': `describe('a suite', () => { beforeAll(() => { throw new Error('no setup'); }); it('waits', () => {}); });`,
  };
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'caruso-summary-'));
    for (const [file, text] of Object.entries(tests)) await writeFile(join(folder, file), text);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('counts tests, files that do not load and setups that fail, and tells why tests were skipped', async () => {
    const summary = join(folder, 'summary.json');
    const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
    const reporter = join(scripts, 'summary-reporter.mjs');
    await node([vitest, 'run', '--globals', '--root', folder, `--reporter=${reporter}`], {
      CARUSO_TEST_SUMMARY: summary,
    });

    expect(JSON.parse(await readFile(summary, 'utf8'))).toEqual({
      passed: 1,
      failed: 1,
      skipped: 3,
      unhandled: [],
      failures: [expect.stringMatching(/^mixed\.test\.js > fails: (Error: )?as it should \(mixed\.test\.js:3\)$/)],
      notLoaded: expect.arrayContaining(['broken.test.js', 'setup.test.js > a suite']),
      skips: expect.arrayContaining([
        { file: 'mixed.test.js', reason: 'no server' },
        { file: 'mixed.test.js', reason: 'without a printer' },
      ]),
    });
  });
});
