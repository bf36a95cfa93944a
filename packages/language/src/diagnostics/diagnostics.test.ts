import { describe, expect, it } from 'vitest';
import { LanguageErrors } from '../errors.js';
import { Diagnostics } from './diagnostics.js';
import { formatDiagnostic, formatDiagnostics } from './format-diagnostic.js';
import { SourceText } from './source-text.js';

const source = new SourceText('<go>\n\t<go when="answers.reasn"/>\n</go>', 'move.xml');

function collected() {
  const diagnostics = new Diagnostics(source);
  diagnostics.warning('no-undo', 'no way back', { start: 33, end: 38 });
  diagnostics.error('unknown-name', "'answers.reasn'", { start: 16, end: 29 }, "did you mean 'reason'?");
  return diagnostics;
}

describe('Diagnostics', () => {
  it('lists what it found in the order of the places', () => {
    expect(collected().all.map(({ code, line, column }) => [code, line, column])).toEqual([
      ['unknown-name', 2, 12],
      ['no-undo', 3, 1],
    ]);
  });

  it('throws everything it found at once, with the first error in the message', () => {
    const { InvalidDocument } = LanguageErrors;
    let thrown: unknown;
    try {
      collected().throwIfErrors();
    } catch (error) {
      thrown = error;
    }
    expect(InvalidDocument.is(thrown)).toBe(true);
    if (!InvalidDocument.is(thrown)) return;
    expect(thrown.code).toBe('CRS-LNG-001');
    expect(thrown.data.diagnostics).toHaveLength(2);
    expect(thrown.message).toBe("move.xml is not valid: 2:12 unknown-name: 'answers.reasn'");
  });

  it('says in which file the first error is, when a document is wrong because of one that it names', () => {
    const diagnostics = new Diagnostics(source);
    const named = new Diagnostics(new SourceText('a,b', 'monday.csv'));
    named.error('bad-csv', 'a line is broken', { start: 2, end: 3 });
    diagnostics.add(named.all);
    expect(() => diagnostics.throwIfErrors()).toThrow(
      'move.xml is not valid: monday.csv:1:3 bad-csv: a line is broken',
    );
  });

  it('lets warnings pass', () => {
    const diagnostics = new Diagnostics(source);
    diagnostics.warning('no-undo', 'no way back', { start: 0, end: 1 });
    expect(diagnostics.hasErrors).toBe(false);
    diagnostics.throwIfErrors();
  });

  it('is plain data in JSON', () => {
    expect(JSON.parse(JSON.stringify(collected().all[0]))).toEqual({
      severity: 'error',
      code: 'unknown-name',
      message: "'answers.reasn'",
      file: 'move.xml',
      line: 2,
      column: 12,
      length: 13,
      hint: "did you mean 'reason'?",
    });
  });
});

describe('formatDiagnostic', () => {
  it('shows file, line and column, the code, the hint, and the line with a caret below the place', () => {
    const [first] = collected().all;
    expect(first && formatDiagnostic(first, source)).toBe(
      [
        "move.xml:2:12: error unknown-name: 'answers.reasn' (did you mean 'reason'?)",
        '  \t<go when="answers.reasn"/>',
        `  \t${' '.repeat(10)}${'^'.repeat(13)}`,
      ].join('\n'),
    );
  });

  it('is one line without the source', () => {
    expect(formatDiagnostics(collected().all)).toBe(
      "move.xml:2:12: error unknown-name: 'answers.reasn' (did you mean 'reason'?)\nmove.xml:3:1: warning no-undo: no way back",
    );
  });

  it('cuts a long line around the place', () => {
    const long = new SourceText(`${'x'.repeat(1000)}HERE${'x'.repeat(1000)}`, 'long.xml');
    const diagnostics = new Diagnostics(long);
    diagnostics.error('syntax', 'wrong', { start: 1000, end: 1004 });
    const [, line = '', caret = ''] = formatDiagnostics(diagnostics.all, long).split('\n');
    expect(line.slice(caret.indexOf('^'), caret.length)).toBe('HERE');
    expect(line.length).toBeLessThan(200);
  });
});
