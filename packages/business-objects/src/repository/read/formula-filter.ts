import { type Expression, pathOf } from '@caruso/language';
import type { Filter } from '../../contract.js';
import { COMPARISONS } from '../../model/comparisons.js';
import type { ObjectPlan } from '../plan/object-plan.js';

type Named = Extract<Filter, { readonly attribute: string }>;

/**
 * A filter in which computed attributes are replaced by what they are computed from, as far as a database can say it:
 * another attribute, a condition on attributes, or whether there are linked objects. The others stay, and are refused.
 */
export function withoutFormulas(plan: ObjectPlan, filter: Filter): Filter {
  if ('all' in filter) return { all: filter.all.map((part) => withoutFormulas(plan, part)) };
  if ('any' in filter) return { any: filter.any.map((part) => withoutFormulas(plan, part)) };
  if ('not' in filter) return { not: withoutFormulas(plan, filter.not) };
  if (!('attribute' in filter)) return filter;
  const { formula, type } = plan.model.attributes.get(filter.attribute) ?? {};
  if (formula === undefined) return filter;
  const { expression } = formula.compiled;
  if (expression.kind === 'name') return { ...filter, attribute: pathOf(expression) };
  return (type === 'boolean' ? ofCondition(filter, expression) : ofCount(filter, expression)) ?? filter;
}

/** A condition is true or false, never absent. */
function ofCondition(filter: Named, expression: Expression): Filter | undefined {
  const condition = filterOf(expression);
  if (condition === undefined) return undefined;
  if (filter.op === 'eq' && typeof filter.value === 'boolean') return filter.value ? condition : { not: condition };
  if (filter.op === 'ne' && typeof filter.value === 'boolean') return filter.value ? { not: condition } : condition;
  return undefined;
}

/** Only whether there is one at all can be asked. */
function ofCount(filter: Named, expression: Expression): Filter | undefined {
  return 'value' in filter ? existence(expression, filter.op, String(filter.value)) : undefined;
}

function existence(expression: Expression, op: string, value: string): Filter | undefined {
  if (expression.kind !== 'call' || expression.name !== 'count') return undefined;
  const [counted] = expression.arguments;
  const list = counted?.kind === 'filtered' ? counted.list : counted;
  const condition = counted?.kind === 'filtered' ? filterOf(counted.condition) : ({ all: [] } as const);
  if (list?.kind !== 'name' || list.path.length !== 1 || condition === undefined) return undefined;
  const link = pathOf(list);
  const asked = `${op} ${value}`;
  if (['gt 0', 'gte 1', 'ne 0'].includes(asked)) return { some: link, where: condition };
  return ['eq 0', 'lt 1', 'lte 0'].includes(asked) ? { none: link, where: condition } : undefined;
}

/** A condition of the language as a filter; undefined for what a filter cannot say. */
function filterOf(expression: Expression): Filter | undefined {
  if (expression.kind === 'name') return { attribute: pathOf(expression), op: 'eq', value: true };
  if (expression.kind === 'unary') {
    const not = expression.operator === 'not' ? negatable(expression.operand) : undefined;
    return not && { not };
  }
  if (expression.kind !== 'binary') return undefined;
  const { operator, left, right } = expression;
  if (operator === 'and' || operator === 'or') {
    const parts = [filterOf(left), filterOf(right)].filter((part) => part !== undefined);
    if (parts.length < 2) return undefined;
    return operator === 'and' ? { all: parts } : { any: parts };
  }
  const op = COMPARISONS.get(operator);
  if (op === undefined || right.kind !== 'literal') return undefined;
  if (left.kind === 'name') return { attribute: pathOf(left), op, value: right.value };
  return right.type === 'number' ? existence(left, op, String(right.value)) : undefined;
}

/** `not` of what may be null is null, and so not true; comparisons never are null, so only they can be joined in it. */
function negatable(expression: Expression): Filter | undefined {
  if (expression.kind === 'name') return { attribute: pathOf(expression), op: 'ne', value: false };
  return joinsNames(expression) ? undefined : filterOf(expression);
}

function joinsNames(expression: Expression): boolean {
  if (expression.kind === 'name') return true;
  if (expression.kind === 'unary') return joinsNames(expression.operand);
  const joins = expression.kind === 'binary' && (expression.operator === 'and' || expression.operator === 'or');
  return joins && (joinsNames(expression.left) || joinsNames(expression.right));
}
