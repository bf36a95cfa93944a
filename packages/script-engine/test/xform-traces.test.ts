import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { formatDiagnostics } from '@caruso/language';
import { describe, expect, it } from 'vitest';
import { importXForm } from '../src/import-xform/import-xform.js';
import { checkScript } from '../src/index.js';
import { type Difference, FormWalk, type JudgedNode } from './support/form-walk.js';

/** Random walks through a form, judged at every step by the reference engine: the nodes that became different. */
interface Traces {
  readonly traces: readonly {
    readonly initial: readonly JudgedNode[];
    readonly steps: readonly {
      readonly set: string;
      readonly changes: readonly JudgedNode[];
      readonly removed?: readonly string[];
    }[];
  }[];
}

/** Where we differ from the reference engine on purpose; docs/import-xform.md gives the reasons. */
const DIFFERENT: Readonly<Record<string, Readonly<Record<string, Difference['what']>>>> = {
  // base64-decode() of an answer has no counterpart.
  'xpath-fns__base64-decode.json': { '/data/calc': 'value' },
  // A date and a number of days make a date; and 100.0 is 100.
  'expressions.json': { '/data/later': 'value', '/data/joined': 'value' },
  // once() is computed anew.
  'groups.json': { '/data/again': 'value' },
};

/** Goes every walk anew, after each step from the beginning of the dialog to its end. */
function differences(formFile: string, tracesFile: string, name: string): string[] {
  const { traces } = JSON.parse(readFileSync(tracesFile, 'utf8')) as Traces;
  const imported = importXForm(readFileSync(formFile, 'utf8'), name);
  const errors = checkScript(imported.text, name).filter(({ severity }) => severity === 'error');
  const found = new Set(errors.length > 0 ? [formatDiagnostics(errors)] : []);
  const walk = new FormWalk(imported);
  for (const { initial, steps } of traces) {
    const nodes = new Map(initial.map((node) => [node.ref, node]));
    const compare = (isFirst: boolean) => {
      for (const difference of walk.compare([...nodes.values()], isFirst))
        if (DIFFERENT[name]?.[difference.ref] !== difference.what) found.add(JSON.stringify(difference));
    };
    compare(true);
    for (const { changes, removed = [] } of steps) {
      for (const ref of removed) nodes.delete(ref);
      for (const change of changes) nodes.set(change.ref, change);
      compare(false);
    }
  }
  return [...found].slice(0, 10);
}

const own = fileURLToPath(new URL('./forms/', import.meta.url));

describe('an imported form', () => {
  it.each(readdirSync(own).filter((file) => file.endsWith('.json')))(
    '%s says at every step what the reference engine said',
    (file) => {
      expect(differences(join(own, file.replace(/json$/, 'xml')), join(own, file), file)).toEqual([]);
    },
  );
});

const cases = process.env.CARUSO_CASES;
const folder = cases === undefined ? undefined : join(cases, 'scripts', 'odk');
const files = folder !== undefined && existsSync(folder) ? readdirSync(join(folder, 'traces')) : [];

describe.skipIf(files.length === 0)('a form of others (CARUSO_CASES), imported', () => {
  it.each(files)('%s is checked without errors, and says at every step what the reference engine said', (file) => {
    const form = join(folder ?? '', 'forms', file.replace(/json$/, 'xml'));
    expect(differences(form, join(folder ?? '', 'traces', file), file)).toEqual([]);
  });
});
