import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { diagnosticLine } from '@caruso/language';
import { describe, expect, it } from 'vitest';
import { checkScript, readRehearsalFile, testScript } from '../src/index.js';
import { COOKBOOK } from './support/cookbook.js';

const docs = new URL('../../../docs/', import.meta.url);
const textOf = (file: string) => readFileSync(new URL(`cookbook/${file}.xml`, docs), 'utf8');
const all = COOKBOOK.map(({ file }) => ({ file: `${file}.xml`, text: textOf(file) }));
const othersThan = (file: string) => all.filter((other) => other.file !== `${file}.xml`);
const xmlIn = (folder: string) => readdirSync(new URL(folder, docs)).filter((name) => name.endsWith('.xml'));

/** The page, from the scripts and what is said of them. */
function page(): string {
  const patterns = COOKBOOK.map(
    ({ file, title, about }, index) => `## ${index + 1}. ${title}\n\n${about}\n\n\`\`\`xml\n${textOf(file)}\`\`\`\n`,
  );
  return `# Cookbook: twenty dialogs

<!-- Generated from docs/cookbook: UPDATE_DOCS=1 npm test -- packages/script-engine/test/cookbook.test.ts -->

Each of these scripts is complete, is checked without a finding, and has tests (\`docs/cookbook/tests\`) that lead it to its ends. Take
one that is near to what you need, with its tests, and change both; try it with \`npx caruso script run docs/cookbook/objection.xml\`, and
test it with \`npx caruso script test docs/cookbook/tests/objection.xml --all-paths\`. How scripts are written says [the authors' guide](script-author.md), what
every element does [the reference](script-reference.md).

${patterns.join('\n')}`;
}

describe.each(COOKBOOK)('the pattern $file', ({ file }) => {
  const scripts = othersThan(file);
  const tests = () => {
    const path = new URL(`cookbook/tests/${file}.xml`, docs);
    return readRehearsalFile(readFileSync(path, 'utf8'), fileURLToPath(path));
  };

  it('is a script in which the check finds nothing', () => {
    expect(checkScript(textOf(file), `${file}.xml`, { scripts })).toEqual([]);
  });

  it('does what its tests say, and breaks on no path', () => {
    const script = { file: `${file}.xml`, text: textOf(file) };
    const report = testScript(script, [tests()], { scripts, bound: 5_000 });
    const failures = report.tests.filter(({ passed }) => !passed).flatMap(({ diagnostics }) => diagnostics);
    expect(failures.map(diagnosticLine)).toEqual([]);
    expect(report.tests.length).toBeGreaterThan(0);
    const problems = report.paths.flatMap((each) => each.problems).filter(({ severity }) => severity === 'error');
    expect(problems.map(diagnosticLine)).toEqual([]);
    // No way leads back from an end, so that an action just before one is never taken back.
    const unused = report.coverage.filter(({ kind, used }) => used === 0 && kind !== 'undo');
    expect(unused.map(({ kind, name }) => `${kind} ${name}`)).toEqual([]);
  });
});

describe('docs/script-cookbook.md', () => {
  it('shows the twenty scripts as they are; UPDATE_DOCS=1 writes it anew', () => {
    const names = COOKBOOK.map(({ file }) => `${file}.xml`).sort();
    expect(xmlIn('cookbook/').sort()).toEqual(names);
    expect(xmlIn('cookbook/tests/').sort()).toEqual(names);
    expect(COOKBOOK).toHaveLength(20);
    const file = new URL('script-cookbook.md', docs);
    if (process.env.UPDATE_DOCS === '1') writeFileSync(file, page());
    expect(readFileSync(file, 'utf8')).toBe(page());
  });
});
