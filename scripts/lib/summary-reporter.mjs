import { writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

/** A vitest reporter that writes what `npm test` says at its end to the file named in CARUSO_TEST_SUMMARY. */
export default class SummaryReporter {
  onTestRunEnd(modules, unhandledErrors) {
    const summary = { passed: 0, failed: 0, skipped: 0, failures: [], notLoaded: [], unhandled: [], skips: [] };
    for (const error of unhandledErrors) summary.unhandled.push(firstLine(error.message));
    for (const module of modules) {
      // A file that cannot be loaded, or a suite whose setup fails, is a failure even without a failed test.
      if (module.errors().length > 0) summary.notLoaded.push(module.relativeModuleId);
      for (const suite of module.children.allSuites()) {
        if (suite.errors().length > 0) summary.notLoaded.push(`${module.relativeModuleId} > ${suite.fullName}`);
      }
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === 'passed') summary.passed += 1;
        else if (state === 'failed') {
          summary.failed += 1;
          summary.failures.push(`${module.relativeModuleId} > ${test.fullName}: ${reasonOfFailure(test)}`);
        } else {
          summary.skipped += 1;
          summary.skips.push({ file: module.relativeModuleId, reason: reasonOf(test) });
        }
      }
    }
    writeFileSync(process.env.CARUSO_TEST_SUMMARY, JSON.stringify(summary));
  }
}

/** What `context.skip` was told, else the title of the outermost skipped suite, else the test's own title. */
function reasonOf(test) {
  const { note } = test.result();
  if (note) return note;
  let reason = test.name;
  for (let parent = test.parent; parent.type === 'suite'; parent = parent.parent) {
    if (parent.options.mode === 'skip') reason = parent.name;
  }
  return reason;
}

/** Its message and where it came up; with what was found, which the message of a comparison only counts. */
function reasonOfFailure(test) {
  const [error] = test.result().errors ?? [];
  const { file, line } = error?.stacks?.[0] ?? {};
  const where = file === undefined ? '' : ` (${basename(file)}:${line})`;
  const found = stripVTControlCharacters(error?.diff ?? '')
    .split('\n')
    .filter((part) => /^\+(?! Received)/.test(part))
    .map((part) => part.slice(1).trim())
    .join(' ');
  return `${firstLine(error?.message)}${where}${found === '' ? '' : `; found ${found.slice(0, 300)}`}`;
}

function firstLine(message = '') {
  const [line] = String(message).split('\n');
  return line.slice(0, 200);
}
