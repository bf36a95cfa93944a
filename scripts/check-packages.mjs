/** Packs every published package and looks at the tarballs with publint and "are the types wrong". */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { pack } from './lib/pack.mjs';
import { prepare } from './lib/prepare.mjs';
import { runScript } from './lib/run-script.mjs';
import { root } from './lib/workspace.mjs';

const checks = [
  { tool: 'publint', command: 'publint/src/cli.js', args: (tarball) => ['run', tarball, '--strict'] },
  {
    tool: 'attw',
    command: '@arethetypeswrong/cli/dist/index.js',
    // Resolution before package.json "exports" (node10) is out of scope: the packages need Node.js 20.19.
    args: (tarball) => [tarball, '--profile', 'node16', '--no-color', '--no-emoji'],
  },
];

await runScript(async () => {
  await prepare();
  const folder = await mkdtemp(join(tmpdir(), 'caruso-packages-'));
  try {
    for (const { name, filename } of await pack(folder)) {
      const results = await Promise.all(checks.map((check) => run(check, filename)));
      const failed = results.filter(({ output }) => output !== null);
      console.log(`${failed.length === 0 ? 'ok    ' : 'FAILED'} ${name}`);
      for (const { tool, output } of failed) console.log(`${tool}:\n${output}`);
      if (failed.length > 0) process.exitCode = 1;
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

async function run({ tool, command, args }, tarball) {
  try {
    await promisify(execFile)(process.execPath, [join(root, 'node_modules', command), ...args(tarball)]);
    return { tool, output: null };
  } catch (problem) {
    return { tool, output: `${problem.stdout}${problem.stderr}` };
  }
}
