import type { Formula, Script, ScriptItem } from '../model/script.js';
import { gosOf, itemsOf } from '../model/walk-items.js';
import type { ResolvedScript } from '../resolve/resolved-script.js';

/** An expression of a script; in a check it judges the answer to `own`. */
export interface ScriptFormula {
  readonly formula: Formula;
  readonly own: string | undefined;
  /** What stands before the ids of its script in a dialog: the calls that lead to it, such as `who/`. */
  readonly path: string;
}

type OwnFormula = Omit<ScriptFormula, 'path'>;

/** The expressions that decide on the way of a dialog, or on whether an answer is taken; also those of the scripts it calls. */
export function* scriptFormulas({ script, calls }: ResolvedScript, path = ''): Generator<ScriptFormula> {
  for (const each of ownFormulas(script)) yield { ...each, path };
  for (const [call, { resolved }] of calls) yield* scriptFormulas(resolved, `${path}${call.id}/`);
}

function* ownFormulas(script: Script): Generator<OwnFormula> {
  const at = (formula: Formula | undefined, own?: string): OwnFormula[] => (formula ? [{ formula, own }] : []);
  for (const item of itemsOf(script)) {
    if ('when' in item) yield* at(item.when);
    if (item.kind === 'section' && item.roster)
      yield* at('repeat' in item.roster ? item.roster.repeat : item.roster.each);
    if (item.kind !== 'question') continue;
    for (const option of item.options) yield* at(option.when);
    for (const check of item.checks) yield* at(check.test, item.id);
  }
  for (const go of gosOf(script)) yield* at(go.when);
  for (const branch of script.branches) {
    yield* at(branch.when);
    yield* letsIn(branch.items);
  }
  yield* letsIn(script.items);
}

function* letsIn(items: readonly ScriptItem[]): Generator<OwnFormula> {
  for (const item of items) {
    if (item.kind === 'let') yield { formula: item.value, own: undefined };
    else if (item.kind === 'section') yield* letsIn(item.items);
  }
}
