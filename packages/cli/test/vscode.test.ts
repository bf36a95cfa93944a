import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { caruso } from './support/terminal.js';

const examples = fileURLToPath(new URL('../../../examples', import.meta.url));
const settled = readdirSync(examples).filter((name) => existsSync(join(examples, name, '.vscode')));

const read = <File>(example: string, file: string): File =>
  JSON.parse(readFileSync(join(examples, example, '.vscode', file), 'utf8')) as File;

interface Pattern {
  readonly regexp: string;
  readonly [part: string]: number | string;
}

interface Tasks {
  readonly tasks: readonly { readonly command: string; readonly problemMatcher: { readonly pattern: Pattern } }[];
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cli-vscode-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe.each(settled)('the settings for VS Code of the example %s', (example) => {
  it('name schemas that are there', () => {
    const { 'xml.fileAssociations': associations } = read<{ 'xml.fileAssociations': { systemId: string }[] }>(
      example,
      'settings.json',
    );
    expect(associations.length).toBeGreaterThan(0);
    for (const { systemId } of associations) expect(join(examples, example, systemId)).toSatisfy(existsSync);
  });

  it('read what the check prints: file, line, column, severity, code and message of each finding, and nothing else', async () => {
    const file = join(folder, 'wrong.xml');
    const text = '<script id="s" version="1" lang="en">\n  <info id="i"><text>{answers.x}: y</text></info>\n</script>';
    await writeFile(file, text);
    const { out } = await caruso(['script', 'check', file]);
    const [task] = read<Tasks>(example, 'tasks.json').tasks;
    const { regexp, ...parts } = task?.problemMatcher.pattern ?? { regexp: '' };
    const found = out.split('\n').flatMap((line) => {
      const match = new RegExp(regexp).exec(line);
      return match ? [Object.fromEntries(Object.entries(parts).map(([part, at]) => [part, match[Number(at)]]))] : [];
    });
    expect(found).toEqual([
      {
        ...{ file, line: '2', column: '3', severity: 'error', code: 'dead-end' },
        message: expect.stringMatching(/^The dialog can get stuck after this/),
      },
      { ...{ file, line: '2', column: '23', severity: 'error', code: 'unknown-name' }, message: "'answers.x'" },
    ]);
  });
});
