import { type Expression, type Name, parseExpression, parseTemplate, type SourceSlice } from '@caruso/language';
import type { Wording } from '../model/script.js';

/** A name in an expression, and the slice in which its indices count. */
export interface NameUse {
  readonly name: Name;
  readonly slice: SourceSlice;
}

/** The names in an expression, in the order in which they are written; none when it cannot be parsed. */
export function namesIn(slice: SourceSlice): readonly NameUse[] {
  const parsed = parseExpression(slice);
  return parsed.ok ? [...walk(parsed.expression)].map((name) => ({ name, slice })) : [];
}

/** The names in a wording: in its condition and in its inserts. */
export function namesInWording({ when, runs }: Wording): readonly NameUse[] {
  const inserts = runs.flatMap((run) => {
    const parsed = 'template' in run ? parseTemplate(run.template) : undefined;
    return parsed?.ok ? parsed.parts.flatMap((part) => (part.kind === 'insert' ? namesIn(part.expression) : [])) : [];
  });
  return [...(when ? namesIn(when) : []), ...inserts];
}

function* walk(expression: Expression): Generator<Name> {
  switch (expression.kind) {
    case 'name':
      yield expression;
      return;
    case 'list':
      for (const item of expression.items) yield* walk(item);
      return;
    case 'call':
      for (const argument of expression.arguments) yield* walk(argument);
      return;
    case 'unary':
      yield* walk(expression.operand);
      return;
    case 'binary':
      yield* walk(expression.left);
      yield* walk(expression.right);
      return;
    case 'filtered':
      // The names of its condition are fields of the list's elements.
      yield* walk(expression.list);
  }
}
