import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatDiagnostics } from '@caruso/language';
import { describe, expect, it } from 'vitest';
import { importXForm } from '../src/import-xform/import-xform.js';
import { checkScript } from '../src/index.js';
import { type Difference, FormWalk, type JudgedNode } from './support/form-walk.js';

interface Traces {
  readonly traces: readonly {
    readonly initial: readonly JudgedNode[];
    readonly steps: readonly { readonly set: string; readonly to: unknown; readonly changes: readonly JudgedNode[] }[];
  }[];
}

/** Where we differ from the reference engine on purpose; the reasons are in docs/import-xform.md. */
const DIFFERENT: readonly { readonly ref: string; readonly what: Difference['what']; readonly why: string }[] = [
  { ref: '/data/calc', what: 'value', why: 'base64-decode() of an answer has no counterpart' },
];

const cases = process.env.CARUSO_CASES;
const folder = cases === undefined ? undefined : join(cases, 'scripts', 'odk');
const files = folder !== undefined && existsSync(folder) ? readdirSync(join(folder, 'traces')) : [];

describe.skipIf(files.length === 0)('forms of others (CARUSO_CASES), imported', () => {
  it.each(files)('%s is checked without errors, and says at every step what the reference engine said', (file) => {
    const { traces } = JSON.parse(readFileSync(join(folder ?? '', 'traces', file), 'utf8')) as Traces;
    const form = readFileSync(join(folder ?? '', 'forms', file.replace(/json$/, 'xml')), 'utf8');
    const imported = importXForm(form, file);
    const errors = checkScript(imported.text, file).filter(({ severity }) => severity === 'error');
    expect(formatDiagnostics(errors)).toBe('');
    const walk = new FormWalk(imported);
    const found = new Set<string>();
    for (const { initial, steps } of traces) {
      const nodes = new Map(initial.map((node) => [node.ref, node]));
      const compare = (isFirst: boolean) => {
        for (const difference of walk.compare([...nodes.values()], isFirst))
          if (!DIFFERENT.some(({ ref, what }) => ref === difference.ref && what === difference.what))
            found.add(JSON.stringify(difference));
      };
      compare(true);
      for (const { changes } of steps) {
        for (const change of changes) nodes.set(change.ref, change);
        compare(false);
      }
    }
    expect([...found].slice(0, 10)).toEqual([]);
  });
});
