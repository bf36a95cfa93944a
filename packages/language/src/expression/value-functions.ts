import { bounded } from './arithmetic.js';
import { Decimal } from './decimal.js';
import type { FunctionDefinition } from './function-definition.js';
import { anything, number, text, yesno } from './parameter.js';
import { joinTypes, type Type, types } from './type.js';
import { isList, textOfValue, type Value } from './value.js';

const MOST_DIGITS = 40;

export const VALUE_FUNCTIONS: readonly FunctionDefinition[] = [
  {
    name: 'exists',
    doc: 'Whether there is a value at all.',
    parameters: [anything],
    result: types.yesno,
    seesNull: true,
    evaluate: ([value = null]) => value !== null,
  },
  {
    name: 'answered',
    doc: 'Whether something was answered: neither nothing, nor an empty text, nor an empty list.',
    parameters: [anything],
    result: types.yesno,
    seesNull: true,
    evaluate: ([value = null]) => value !== null && value !== '' && !(isList(value) && value.length === 0),
  },
  {
    name: 'coalesce',
    doc: 'The first of the values that is not empty.',
    parameters: [anything, anything],
    repeats: true,
    result: (given) => given.reduce(joinTypes, types.null),
    handsThroughFrom: 0,
    seesNull: true,
    evaluate: (args) => args.find((value) => value !== null) ?? null,
  },
  {
    name: 'if',
    doc: 'One value when the condition is true, the other when it is not.',
    parameters: [yesno, { ...anything, name: 'then' }, { ...anything, name: 'otherwise' }],
    result: ([, then = types.null, otherwise = types.null]: readonly Type[]) => joinTypes(then, otherwise),
    handsThroughFrom: 1,
    seesNull: true,
    evaluate: ([condition, then = null, otherwise = null]) => (condition === true ? then : otherwise),
  },
  {
    name: 'round',
    doc: 'The number rounded half up to some digits behind the point (0 when left out).',
    parameters: [number(), number('digits')],
    optional: 1,
    result: types.number,
    evaluate: ([value, digits = new Decimal(0)]) => rounded(value ?? null, digits, 1),
  },
  {
    name: 'floor',
    doc: 'The greatest whole number that is not above the number.',
    parameters: [number()],
    result: types.number,
    evaluate: ([value]) => (value instanceof Decimal ? value.round(0, value.lt(0) ? 3 : 0) : null),
  },
  {
    name: 'ceiling',
    doc: 'The least whole number that is not below the number.',
    parameters: [number()],
    result: types.number,
    evaluate: ([value]) => (value instanceof Decimal ? value.round(0, value.gt(0) ? 3 : 0) : null),
  },
  {
    name: 'whole',
    doc: 'The number without what stands behind its point.',
    parameters: [number()],
    result: types.number,
    evaluate: ([value]) => (value instanceof Decimal ? value.round(0, 0) : null),
  },
  {
    name: 'remainder',
    doc: 'What is left over when one number is divided by another as often as it goes; it has the sign of the first.',
    parameters: [number(), number('divisor')],
    result: types.number,
    evaluate: ([value, divisor]) => {
      if (!(value instanceof Decimal && divisor instanceof Decimal) || divisor.eq(0)) return null;
      return bounded(value.mod(divisor));
    },
  },
  {
    name: 'abs',
    doc: 'The number without its sign.',
    parameters: [number()],
    result: types.number,
    evaluate: ([value]) => (value instanceof Decimal ? value.abs() : null),
  },
  {
    name: 'number',
    doc: 'The number that a text holds; nothing when it holds none.',
    parameters: [text()],
    result: types.number,
    evaluate: ([value]) => number().read(value ?? null),
  },
  {
    name: 'text',
    doc: 'The value as a text.',
    parameters: [anything],
    result: types.text,
    evaluate: ([value = null]) => textOfValue(value),
  },
];

function rounded(value: Value, digits: Value, mode: 1): Value {
  if (!(value instanceof Decimal && digits instanceof Decimal)) return null;
  const places = Math.min(MOST_DIGITS, Math.max(-MOST_DIGITS, Math.trunc(digits.toNumber())));
  return bounded(value.round(places, mode));
}
