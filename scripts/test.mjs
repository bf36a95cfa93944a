import { requireNode } from './lib/node-version.mjs';

requireNode();
const { spawnSync } = await import('node:child_process');
const { existsSync, mkdirSync, readFileSync, rmSync } = await import('node:fs');
const { join } = await import('node:path');
const { fileURLToPath } = await import('node:url');
const { prepare } = await import('./lib/prepare.mjs');
const { runScript } = await import('./lib/run-script.mjs');
const { root } = await import('./lib/workspace.mjs');

await runScript(async () => {
  await prepare();
  const cache = join(root, '.cache');
  const summaryFile = join(cache, `test-summary-${process.pid}.json`);
  mkdirSync(cache, { recursive: true });
  const code = runVitest(process.argv.slice(2), summaryFile);
  if (!existsSync(summaryFile)) {
    console.error(`vitest ended with exit code ${code} before it had a result; see above.`);
    process.exitCode = code === 0 ? 1 : code;
    return;
  }
  const summary = JSON.parse(readFileSync(summaryFile, 'utf8'));
  rmSync(summaryFile);
  report(summary);
  const failed = summary.failed + summary.notLoaded.length + summary.unhandled.length;
  console.log(`${summary.passed} passed, ${failed} failed, ${summary.skipped} skipped`);
  process.exitCode = failed > 0 && code === 0 ? 1 : code;
});

function runVitest(args, summaryFile) {
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const reporter = fileURLToPath(import.meta.resolve('./lib/summary-reporter.mjs'));
  const { status } = spawnSync(
    process.execPath,
    [vitest, 'run', '--reporter=default', `--reporter=${reporter}`, ...args],
    { cwd: root, stdio: 'inherit', env: { ...process.env, CARUSO_TEST_SUMMARY: summaryFile } },
  );
  return status ?? 1;
}

/** What a reader has to know beside the three numbers: what did not run, and why. */
function report({ failures, notLoaded, unhandled, skips }) {
  if (skips.length > 0) console.log('Skipped, and why:');
  for (const [reason, count] of countedReasons(skips)) console.log(`  ${String(count).padStart(4)}  ${reason}`);
  for (const failure of failures) console.log(`Failed: ${failure}`);
  for (const where of notLoaded) console.log(`Failed outside its tests: ${where}`);
  for (const message of unhandled) console.log(`Error that no test caught: ${message}`);
}

function countedReasons(skips) {
  const counts = new Map();
  for (const { file, reason } of skips) {
    const line = `${reason} (${file})`;
    counts.set(line, (counts.get(line) ?? 0) + 1);
  }
  return counts;
}
