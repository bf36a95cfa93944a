import { type Expression, parseExpression, type SourceSlice } from '@caruso/language';
import type { ResolvedScript } from '../resolve/resolved-script.js';
import { scriptFormulas } from './script-formulas.js';

/** Something that an answer is compared with. */
export interface Compared {
  /** The other side, as it is written. */
  readonly with: SourceSlice;
  /** Whether it is the length of the answer that is compared. */
  readonly isLength: boolean;
}

/**
 * What the answers to questions are compared with, by their ids: at these values a script turns off.
 *
 * @returns for `value >= 10` in a check of question `a`, and for `answers.a == 3` anywhere, what stands on the other side
 */
export function comparisonsIn(script: ResolvedScript): ReadonlyMap<string, readonly Compared[]> {
  const found = new Map<string, Compared[]>();
  for (const { formula, own, path } of scriptFormulas(script)) {
    const parsed = parseExpression(formula);
    if (!parsed.ok) continue;
    for (const { question, compared } of walk(parsed.expression, formula, own))
      found.set(`${path}${question}`, [...(found.get(`${path}${question}`) ?? []), compared]);
  }
  return found;
}

function* walk(
  expression: Expression,
  slice: SourceSlice,
  own: string | undefined,
): Generator<{ readonly question: string; readonly compared: Compared }> {
  switch (expression.kind) {
    case 'binary': {
      const { left, right } = expression;
      for (const [side, other] of [
        [left, right],
        [right, left],
      ] as const) {
        const answer = answerOf(side, own);
        if (answer)
          yield {
            question: answer.question,
            compared: { with: slice.part(other.start, other.end), isLength: answer.isLength },
          };
      }
      yield* walk(left, slice, own);
      yield* walk(right, slice, own);
      return;
    }
    case 'unary':
      yield* walk(expression.operand, slice, own);
      return;
    case 'call':
      for (const argument of expression.arguments) yield* walk(argument, slice, own);
      return;
    case 'list':
      for (const item of expression.items) yield* walk(item, slice, own);
      return;
    case 'filtered':
      yield* walk(expression.list, slice, own);
  }
}

/** The question whose answer a side of a comparison is. */
function answerOf(side: Expression, own: string | undefined): { question: string; isLength: boolean } | undefined {
  if (side.kind === 'call' && side.name === 'length') {
    const [inner] = side.arguments;
    const answer = inner && answerOf(inner, own);
    return answer && { ...answer, isLength: true };
  }
  if (side.kind !== 'name') return undefined;
  const [first, second] = side.path;
  if (first.name === 'value' && own !== undefined) return { question: own, isLength: false };
  return first.name === 'answers' && second ? { question: second.name, isLength: false } : undefined;
}
