/** Packs every published package and looks at the tarballs with publint and "are the types wrong". */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { pack } from './lib/pack.mjs';
import { prepare } from './lib/prepare.mjs';
import { runScript } from './lib/run-script.mjs';

const attw = join(fileURLToPath(import.meta.resolve('@arethetypeswrong/cli/package.json')), '..', 'dist', 'index.js');

await runScript(async () => {
  await prepare();
  const folder = await mkdtemp(join(tmpdir(), 'caruso-packages-'));
  try {
    for (const { name, filename } of await pack(folder)) {
      const problems = await Promise.all([packageProblems(filename), typeProblems(filename)]);
      const found = problems.flat();
      console.log(`${found.length === 0 ? 'ok    ' : 'FAILED'} ${name}`);
      for (const problem of found) console.log(problem);
      if (found.length > 0) process.exitCode = 1;
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

/** What publint says, suggestions left out. */
async function packageProblems(tarball) {
  const bytes = await readFile(tarball);
  const archive = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  const { messages, pkg } = await publint({ pack: { tarball: archive }, level: 'warning', strict: true });
  return messages.map((message) => `  publint: ${formatMessage(message, pkg, { color: false })}`);
}

/** What "are the types wrong" says. Resolution before package.json "exports" (node10) is out of scope: Node.js 20.19. */
async function typeProblems(tarball) {
  const args = [attw, tarball, '--profile', 'node16', '--no-color', '--no-emoji'];
  try {
    await promisify(execFile)(process.execPath, args);
    return [];
  } catch (problem) {
    return [`  attw: ${problem.stdout}${problem.stderr}`];
  }
}
