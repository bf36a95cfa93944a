import { calculate, type Environment } from './arithmetic.js';
import type { Binary, Expression, Filtered, FunctionCall } from './ast.js';
import { areEqual, order } from './compare.js';
import { costOf } from './cost-of.js';
import { Decimal } from './decimal.js';
import { functions } from './functions.js';
import { listElements, listElementsIn } from './list-elements.js';
import type { Steps } from './steps.js';
import { TimeSpan } from './temporal.js';
import { type Scope, type Type, types } from './type.js';
import { flattened, isList, RawObject, readPath, readValue, type Value } from './value.js';

/** What an evaluation has at hand. */
export interface Evaluation {
  readonly scope: Scope;
  readonly types: ReadonlyMap<Expression, Type>;
  readonly values: Readonly<Record<string, unknown>>;
  readonly environment: Environment;
  readonly steps: Steps;
}

/**
 * Evaluates a checked expression. It always ends: every node is visited once, those of a condition once for each element,
 * and what is done is counted. What cannot be calculated is null.
 *
 * Null: it equals null only; no order holds with it; arithmetic with it is null; `not null` is null, `null and false` is
 * false, `null or true` is true, otherwise `and` and `or` with null are null.
 *
 * @throws TooManySteps when the data make it long
 */
export function evaluate(expression: Expression, evaluation: Evaluation): Value {
  evaluation.steps.take(1);
  switch (expression.kind) {
    case 'literal':
      return readValue(expression.value, evaluation.types.get(expression) ?? types.unknown);
    case 'list':
      return expression.items.map((item) => evaluate(item, evaluation));
    case 'name': {
      const [first, ...rest] = expression.path;
      const { scope, values, steps } = evaluation;
      const raw = Object.hasOwn(values, first.name) ? values[first.name] : null;
      const path = rest.map((segment) => segment.name);
      return readPath(raw, scope.get(first.name) ?? types.unknown, path, steps);
    }
    case 'call':
      return call(expression, evaluation);
    case 'unary': {
      const operand = evaluate(expression.operand, evaluation);
      if (expression.operator === 'not') return typeof operand === 'boolean' ? !operand : null;
      if (operand instanceof TimeSpan) return operand.negated;
      return operand instanceof Decimal ? operand.neg() : null;
    }
    case 'binary':
      return binary(expression, evaluation);
    case 'filtered':
      return filtered(expression, evaluation);
  }
}

function filtered({ list, condition }: Filtered, evaluation: Evaluation): Value {
  if (list.kind !== 'name') return null;
  const [first, ...rest] = list.path;
  const path = rest.map(({ name }) => name);
  const raw = Object.hasOwn(evaluation.values, first.name) ? evaluation.values[first.name] : null;
  const elements = listElements(list, evaluation.scope) ?? listElementsIn(raw, [first.name, ...path]);
  if (elements === undefined) return null;
  const type = evaluation.scope.get(first.name) ?? types.unknown;
  const { steps } = evaluation;
  const objects = readPath(raw, type, path.slice(0, elements.depth - 1), steps);
  if (!isList(objects)) return null;
  const behind = path.slice(elements.depth - 1);
  const holds = ({ fields }: RawObject) =>
    evaluate(condition, { ...evaluation, scope: elements.element.fields, values: fields }) === true;
  const fitting = objects.filter((each) => each instanceof RawObject).filter(holds);
  return flattened(fitting.map(({ fields }) => readPath(fields, elements.element, behind, steps)));
}

function binary({ operator, left, right }: Binary, evaluation: Evaluation): Value {
  const a = evaluate(left, evaluation);
  if (operator === 'and' && a === false) return false;
  if (operator === 'or' && a === true) return true;
  const b = evaluate(right, evaluation);
  const { environment, steps } = evaluation;
  switch (operator) {
    case 'and':
      return b === false ? false : a === true && b === true ? true : null;
    case 'or':
      return b === true ? true : a === false && b === false ? false : null;
    case 'in':
      return isList(b) && b.some((item) => areEqual(a, item, steps));
    case '==':
      return areEqual(a, b, steps);
    case '!=':
      return !areEqual(a, b, steps);
    case '+':
    case '-':
    case '*':
    case '/':
      return calculate(operator, a, b, environment, steps);
    default:
      steps.take(costOf(a));
      return inOrder(operator, order(a, b));
  }
}

function inOrder(operator: '<' | '<=' | '>' | '>=', found: number | undefined): boolean {
  if (found === undefined) return false;
  if (operator === '<') return found < 0;
  if (operator === '<=') return found <= 0;
  return operator === '>' ? found > 0 : found >= 0;
}

function call({ name, arguments: given }: FunctionCall, evaluation: Evaluation): Value {
  const definition = functions.get(name);
  if (definition === undefined) return null;
  const { environment, steps } = evaluation;
  const { parameters, seesNull = false } = definition;
  const args = given.map((argument, index) => {
    const parameter = parameters[index] ?? parameters.at(-1);
    const value = parameter?.read(evaluate(argument, evaluation)) ?? null;
    steps.take(costOf(value));
    return value;
  });
  return !seesNull && args.includes(null) ? null : definition.evaluate(args, environment, steps);
}
