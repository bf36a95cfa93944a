/** `npm run bench -- [NAME…] [--json]` runs benchmarks, each in a process of its own, against the built packages. */
import { requireNode } from './lib/node-version.mjs';

requireNode();
const { fork } = await import('node:child_process');
const { readdirSync } = await import('node:fs');
const { join } = await import('node:path');
const { fileURLToPath } = await import('node:url');
const { parseArgs } = await import('node:util');
const { prepare } = await import('./lib/prepare.mjs');
const { runScript } = await import('./lib/run-script.mjs');
const { root } = await import('./lib/workspace.mjs');

const folder = join(root, 'bench');
const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'boolean' } } });
const known = readdirSync(folder).flatMap((file) => (file.endsWith('.bench.ts') ? [file.slice(0, -9)] : []));
const unknown = positionals.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  console.error(`No benchmark called ${unknown.join(', ')}. There are: ${known.join(', ')}.`);
  process.exit(2);
}

await runScript(async () => {
  await prepare();
  for (const bench of positionals.length > 0 ? positionals : known) {
    if (!values.json) console.log(`\n${bench}`);
    try {
      const rows = await run(await bundle(bench));
      if (values.json) for (const row of rows) console.log(JSON.stringify(jsonRow(bench, row)));
      else printTable(rows);
      if (rows.some(({ ok }) => !ok)) process.exitCode = 1;
    } catch (problem) {
      console.error(`${bench} failed: ${problem.message}`);
      process.exitCode = 1;
    }
  }
});

/** Translates a benchmark and its helpers; packages stay outside, so that their builds are measured, as users run them. */
async function bundle(bench) {
  const { build } = await import('esbuild');
  const outfile = join(folder, 'node_modules', '.cache', `${bench}.mjs`);
  await build({
    entryPoints: [join(folder, `${bench}.bench.ts`)],
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    tsconfig: join(root, 'tsconfig.base.json'),
    logLevel: 'warning',
  });
  return outfile;
}

/** The rows of a benchmark; what it prints itself goes to the error output. */
function run(file) {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(import.meta.resolve('./lib/run-bench.mjs')), [file], {
      cwd: folder,
      execArgv: ['--expose-gc'],
      stdio: ['ignore', 2, 2, 'ipc'],
    });
    let rows;
    child.on('message', (message) => {
      rows = message;
    });
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      if (rows === undefined) reject(new Error(`its process ended with ${signal ?? `exit code ${code}`}`));
      else resolve(rows);
    });
  });
}

function jsonRow(bench, { case: title, ours, peer, peerName, unit, ratio, bar, ok }) {
  return { bench, case: title, ours, peer, peerName, unit, ratio, bar, ok };
}

function printTable(rows) {
  const header = ['case', 'ours', '±', 'peer', '±', 'unit', 'peer is', 'ratio', 'bar', ''];
  const lines = rows.map((row) => [
    row.case,
    figure(row.ours),
    share(row.oursSpread),
    figure(row.peer),
    share(row.peerSpread),
    row.unit,
    row.peerName,
    figure(row.ratio),
    row.bar === null ? '-' : String(row.bar),
    row.bar === null ? '' : row.ok ? 'ok' : 'MISSED',
  ]);
  const widths = header.map((title, i) => Math.max(title.length, ...lines.map((line) => line[i].length)));
  for (const line of [header, ...lines]) {
    console.log(
      `  ${line
        .map((cell, i) => cell.padEnd(widths[i]))
        .join('  ')
        .trimEnd()}`,
    );
  }
}

function figure(value) {
  return value.toLocaleString('en', { maximumSignificantDigits: 4 });
}

function share(spread) {
  return spread === undefined ? '' : `${(spread * 50).toLocaleString('en', { maximumSignificantDigits: 2 })} %`;
}
