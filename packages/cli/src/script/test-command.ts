import { type ScriptReport, testScript } from '@caruso/script-engine';
import { type Command, InvalidArgumentError } from 'commander';
import { allContracts, loadAssembly } from '../load-assembly.js';
import { readText } from '../read-text.js';
import { printFindings, type Terminal } from '../terminal.js';
import { coverageLines } from './coverage-lines.js';
import { scriptsBeside } from './scripts-beside.js';
import { testedScripts } from './tests-at.js';

interface TestOptions {
  readonly config?: string;
  readonly allPaths: boolean;
  readonly bound: number;
  readonly json: boolean;
}

/** `caruso script test`: goes through tests of scripts, and through all their paths. */
export function addTest(script: Command, terminal: Terminal, fail: () => void): void {
  script
    .command('test <path...>')
    .description(
      'go through tests of dialog scripts: files of tests or folders of them; services are those of the tests',
    )
    .option('-c, --config <file>', 'the assembly whose contracts the scripts are checked against')
    .option('--all-paths', 'go all paths through the scripts as well, with answers and results that are made up', false)
    .option('--bound <steps>', 'how many steps of all paths are tried on each channel', positive, 20_000)
    .option('--json', 'print results, paths and coverage as JSON', false)
    .action(async (paths: string[], { config, allPaths, bound, json }: TestOptions) => {
      const contracts = config === undefined ? undefined : allContracts(await loadAssembly(config));
      const options = { ...(contracts ? { contracts } : {}), ...(allPaths ? { bound } : {}) };
      const reports = testedScripts(paths).map(({ script: file, tests }) => {
        const text = readText(file);
        return testScript({ file, text }, tests, { ...options, scripts: scriptsBeside(file, text) });
      });
      if (reports.some(hasFailed)) fail();
      if (json) terminal.out(JSON.stringify({ scripts: reports }));
      else for (const report of reports) print(terminal, report);
    });
}

function positive(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('It is a number from 1 on.');
  return Number(text);
}

function hasFailed({ tests, paths }: ScriptReport): boolean {
  const problems = paths.flatMap((each) => each.problems);
  return tests.some(({ passed }) => !passed) || problems.some(({ severity }) => severity === 'error');
}

function print(terminal: Terminal, { script, tests, paths, coverage }: ScriptReport): void {
  terminal.out(script);
  for (const { name, file, line, passed, diagnostics } of tests) {
    terminal.out(`  ${passed ? '✓' : '✗'} ${name}  (${file}:${line})`);
    if (!passed) printFindings(terminal, diagnostics, false);
  }
  const failed = tests.filter(({ passed }) => !passed).length;
  if (tests.length > 0) terminal.out(`  ${tests.length - failed} of ${tests.length} tests passed`);
  for (const { channel, ended, steps, bounded, problems } of paths) {
    terminal.out(`  all paths on ${channel}: ${ended} ends, ${steps} steps${bounded ? ', cut off at the bound' : ''}`);
    if (problems.length > 0) printFindings(terminal, problems, false);
  }
  for (const line of coverageLines(coverage)) terminal.out(`  ${line}`);
}
