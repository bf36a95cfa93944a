import { type Expression, type Name, parseExpression, pathOf, type SourceSlice } from '@caruso/language';
import type { Column, Condition, Value } from '@caruso/storage-manager/contract';
import type { Place, Problems } from '../documents/problems.js';
import { COMPARISONS, type Comparison } from '../model/comparisons.js';

const MIRRORED: Readonly<Record<Comparison, Comparison>> = {
  eq: 'eq',
  ne: 'ne',
  lt: 'gt',
  lte: 'gte',
  gt: 'lt',
  gte: 'lte',
};

/**
 * Turns the test of a `<where>` into a condition on rows: columns compared with literals, joined by and, or, not. Null is
 * treated as in every expression: it equals null only, so `DELETED != 'X'` holds where nothing is stored.
 *
 * @param known the columns that are mapped, with their types; others take the type of what they are compared with
 */
export function columnCondition(
  slice: SourceSlice,
  known: ReadonlyMap<string, Column>,
  problems: Problems,
): Condition | undefined {
  const parsed = parseExpression(slice);
  if (!parsed.ok) {
    problems.add(parsed.diagnostics);
    return undefined;
  }
  return new Translator(slice, known, problems).condition(parsed.expression);
}

class Translator {
  readonly #slice: SourceSlice;
  readonly #known: ReadonlyMap<string, Column>;
  readonly #problems: Problems;

  constructor(slice: SourceSlice, known: ReadonlyMap<string, Column>, problems: Problems) {
    this.#slice = slice;
    this.#known = known;
    this.#problems = problems;
  }

  condition(expression: Expression): Condition | undefined {
    if (expression.kind === 'unary' && expression.operator === 'not') {
      const not = this.condition(expression.operand);
      return not && { not };
    }
    if (expression.kind !== 'binary') return this.#refuse(expression);
    const { operator, left, right } = expression;
    if (operator === 'and' || operator === 'or') {
      const parts = [this.condition(left), this.condition(right)].filter((part) => part !== undefined);
      return operator === 'and' ? { all: parts } : { any: parts };
    }
    if (operator === 'in') return this.#membership(left, right);
    const comparison = COMPARISONS.get(operator);
    if (comparison === undefined) return this.#refuse(expression);
    if (left.kind === 'name') return this.#comparison(left, comparison, right);
    if (right.kind === 'name') return this.#comparison(right, MIRRORED[comparison], left);
    return this.#refuse(expression);
  }

  #comparison(name: Name, op: Comparison, other: Expression): Condition | undefined {
    const value = literalOf(other);
    if (value === undefined || (value === null && op !== 'eq' && op !== 'ne')) return this.#refuse(other);
    const column = this.#column(pathOf(name), value);
    if (value === null) return { column, op: op === 'eq' ? 'isNull' : 'notNull' };
    return { column, op, value: fit(value, column) };
  }

  #membership(name: Expression, list: Expression): Condition | undefined {
    if (name.kind !== 'name' || list.kind !== 'list') return this.#refuse(list);
    const values = list.items.map(literalOf).filter((value) => value !== undefined && value !== null);
    if (values.length === 0 || values.length < list.items.length) return this.#refuse(list);
    const column = this.#column(pathOf(name), values[0] ?? null);
    return { column, op: 'in', values: values.map((value) => fit(value, column)) };
  }

  #column(name: string, value: Value): Column {
    const type = typeof value === 'number' ? 'integer' : typeof value === 'boolean' ? 'boolean' : 'string';
    return this.#known.get(name) ?? { name, type };
  }

  #refuse({ start, end }: Expression): undefined {
    const at: Place = {
      source: this.#slice.source,
      start: this.#slice.offsetOf(start),
      end: this.#slice.offsetOf(end),
    };
    const hint =
      "compare columns with texts, whole numbers, true, false or null: DELETED != 'X' and KIND in ['A', 'B']";
    this.#problems.error('where-not-possible', 'The database cannot be asked this', at, hint);
    return undefined;
  }
}

/** The literal as a value; undefined when the expression is none (a decimal has no exact type without a column). */
function literalOf(expression: Expression): string | number | boolean | null | undefined {
  if (expression.kind === 'unary' && expression.operator === '-') {
    const value = literalOf(expression.operand);
    return typeof value === 'number' ? -value : undefined;
  }
  if (expression.kind !== 'literal') return undefined;
  if (expression.type !== 'number') return expression.value;
  const value = Number(expression.value);
  return Number.isSafeInteger(value) ? value : undefined;
}

function fit(value: string | number | boolean, { type }: Column): Value {
  return typeof value === 'number' && (type === 'long' || type === 'decimal' || type === 'string')
    ? String(value)
    : value;
}
