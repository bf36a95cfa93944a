import type { Condition } from '../contract.js';

type OneOf = Extract<Condition, { readonly op: 'in' }>;

/**
 * Splits a condition with a list too long for one statement into several that find the same rows between them, each row
 * once. Only a list that every row has to be in can be split; others are left as they are.
 */
export function splitCondition(condition: Condition, most: number): readonly Condition[] {
  if ('op' in condition) return condition.op === 'in' ? splitList(condition, most) : [condition];
  if (!('all' in condition)) return [condition];
  const index = condition.all.findIndex((part) => 'op' in part && part.op === 'in' && part.values.length > most);
  const long = condition.all[index];
  if (!long) return [condition];
  return splitCondition(long, most).map((part) => ({ all: condition.all.with(index, part) }));
}

function splitList(condition: OneOf, most: number): readonly Condition[] {
  if (condition.values.length <= most) return [condition];
  const values = [...new Set(condition.values)];
  const count = Math.ceil(values.length / most);
  return Array.from({ length: count }, (_, part) => ({
    ...condition,
    values: values.slice(part * most, (part + 1) * most),
  }));
}
