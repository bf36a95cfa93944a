import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { SourceSlice } from '../diagnostics/source-slice.js';
import type { Environment } from './arithmetic.js';
import type { Expression } from './ast.js';
import { checkExpression } from './check-expression.js';
import { type Evaluation, evaluate } from './evaluate.js';
import { parseExpression } from './parse-expression.js';
import { Steps, TooManySteps } from './steps.js';
import type { Scope, Type } from './type.js';
import { type PlainValue, plainValue, type Value } from './value.js';

/** An expression that was parsed and checked, ready to be evaluated as often as needed. */
export interface CompiledExpression {
  readonly ok: true;
  readonly text: string;
  readonly expression: Expression;
  readonly type: Type;
  /** The dotted names it reads: it changes its value only when one of them does (or time, with today() and now()). */
  readonly names: readonly string[];
  /**
   * The value for given values of the names, as plain data: numbers as exact decimal texts, dates and instants as ISO
   * texts (see {@link Type}). Never throws; where yes/no is expected, null has become false. What takes more than a million
   * steps is null: lists in lists of lists, or texts as long as books that are searched for each other.
   *
   * @param steps - what several evaluations may do together; left out, this one has a million steps for itself
   */
  readonly evaluate: (values: Readonly<Record<string, unknown>>, environment: Environment, steps?: Steps) => PlainValue;
}

export type CompilationResult =
  | CompiledExpression
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/**
 * Parses and checks an expression.
 *
 * @param text - the expression, or the slice of a document it stands in, so that diagnostics point there
 * @param scope - the names it may use, with their types
 * @param expected - what the result must be; `types.yesno` for a condition
 *
 * @example
 * ```ts
 * const scope = new Map([['answers', types.object({ reading: types.number })]]);
 * const compiled = compileExpression('answers.reading - 1000 > 0', scope, types.yesno);
 * if (compiled.ok) compiled.evaluate({ answers: { reading: '1000.5' } }, { now: 0, zone: 'UTC' }); // true
 * ```
 */
export function compileExpression(text: string | SourceSlice, scope: Scope, expected?: Type): CompilationResult {
  const slice = typeof text === 'string' ? SourceSlice.of(text, 'expression') : text;
  const parsed = parseExpression(slice);
  if (!parsed.ok) return parsed;
  const { expression } = parsed;
  const { type, types, names, diagnostics } = checkExpression(expression, scope, slice, expected);
  if (diagnostics.length > 0) return { ok: false, diagnostics };
  return {
    ok: true,
    text: slice.value,
    expression,
    type,
    names,
    evaluate: (values, environment, steps = new Steps()) => {
      const value = evaluated(expression, { scope, types, values, environment, steps });
      return value === null && expected?.kind === 'yesno' ? false : plainValue(value);
    },
  };
}

function evaluated(expression: Expression, evaluation: Evaluation): Value {
  try {
    return evaluate(expression, evaluation);
  } catch (thrown) {
    if (thrown instanceof TooManySteps) return null;
    throw thrown;
  }
}
