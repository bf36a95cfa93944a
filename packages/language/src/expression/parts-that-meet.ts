import type { Expression } from './ast.js';
import { functions } from './functions.js';
import type { Type } from './type.js';

/**
 * The parts of an expression that become its result, or elements of it, with what each must be; undefined when the
 * expression is its own result.
 */
export function partsThatMeet(expression: Expression, expected: Type): [Expression, Type][] | undefined {
  if (expression.kind === 'list' && expected.kind === 'list')
    return expression.items.map((item) => [item, expected.of]);
  if (expression.kind !== 'call') return undefined;
  const from = functions.get(expression.name)?.handsThroughFrom;
  return from === undefined ? undefined : expression.arguments.slice(from).map((argument) => [argument, expected]);
}
