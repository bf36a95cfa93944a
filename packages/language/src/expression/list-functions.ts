import { bounded } from './arithmetic.js';
import { order } from './compare.js';
import { Decimal, readDecimal } from './decimal.js';
import type { FunctionDefinition } from './function-definition.js';
import { list, listOrValues, number, text } from './parameter.js';
import { joinTypes, type Type, types } from './type.js';
import { isList, LONGEST_TEXT, textOfValue, type Value } from './value.js';

const numbers = listOrValues('numbers', 'a list of numbers', ['number']);
const ordered = listOrValues('values', 'a list of numbers, texts, dates, times or durations', [
  'number',
  'text',
  'code',
  'date',
  'time',
  'instant',
  'duration',
]);
const conditions = listOrValues('conditions', 'a list of yes/no', ['yesno']);

export const LIST_FUNCTIONS: readonly FunctionDefinition[] = [
  {
    name: 'count',
    doc: 'How many elements a list has that are not empty; 0 for nothing.',
    parameters: [list],
    result: types.number,
    seesNull: true,
    evaluate: (args) => new Decimal(present(args).length),
  },
  {
    name: 'sum',
    doc: 'The sum of numbers; empty elements count as nothing.',
    parameters: [numbers],
    repeats: true,
    result: types.number,
    seesNull: true,
    evaluate: (args) =>
      present(args).reduce<Decimal | null>((sum, value) => {
        const addend = value instanceof Decimal ? value : typeof value === 'string' ? readDecimal(value) : null;
        return sum === null || addend === null ? null : bounded(sum.plus(addend));
      }, new Decimal(0)),
  },
  {
    name: 'min',
    doc: 'The least of the values; nothing when there is none.',
    parameters: [ordered],
    repeats: true,
    result: elementType,
    seesNull: true,
    evaluate: (args) => extreme(args, -1),
  },
  {
    name: 'max',
    doc: 'The greatest of the values; nothing when there is none.',
    parameters: [ordered],
    repeats: true,
    result: elementType,
    seesNull: true,
    evaluate: (args) => extreme(args, 1),
  },
  {
    name: 'any',
    doc: 'Whether at least one of the conditions is true.',
    parameters: [conditions],
    repeats: true,
    result: types.yesno,
    seesNull: true,
    evaluate: (args) => present(args).includes(true),
  },
  {
    name: 'all',
    doc: 'Whether all conditions are true; an empty one is not.',
    parameters: [conditions],
    repeats: true,
    result: types.yesno,
    seesNull: true,
    evaluate: (args) => args.every((value) => (isList(value) ? value.every((item) => item === true) : value === true)),
  },
  {
    name: 'first',
    doc: 'The first element of a list.',
    parameters: [list],
    result: elementType,
    evaluate: ([value]) => (isList(value ?? null) ? ((value as readonly Value[])[0] ?? null) : null),
  },
  {
    name: 'last',
    doc: 'The last element of a list.',
    parameters: [list],
    result: elementType,
    evaluate: ([value]) => (isList(value ?? null) ? ((value as readonly Value[]).at(-1) ?? null) : null),
  },
  {
    name: 'at',
    doc: 'The element of a list at a place, counted from 1; nothing when there is none.',
    parameters: [list, number('place')],
    result: ([of = types.null]: readonly Type[]) => elementType([of]),
    evaluate: ([value = null, place]) =>
      isList(value) && place instanceof Decimal ? (value[place.toNumber() - 1] ?? null) : null,
  },
  {
    name: 'join',
    doc: 'The elements of a list as one text, with a text between them; empty elements are left out.',
    parameters: [list, text('between')],
    result: types.text,
    evaluate: ([value = null, between]) =>
      isList(value) && typeof between === 'string' ? joined(value.map(textOfValue), between) : null,
  },
];

function joined(texts: readonly (string | null)[], between: string): string | null {
  const present = texts.filter((text) => text !== null);
  const length = present.reduce((sum, text) => sum + text.length + between.length, 0);
  return length > LONGEST_TEXT ? null : present.join(between);
}

function elementType(given: readonly Type[]): Type {
  return given.map((type) => (type.kind === 'list' ? type.of : type)).reduce(joinTypes, types.null);
}

function present(args: readonly Value[]): Value[] {
  return args.flatMap((value) => (isList(value) ? value : [value])).filter((value) => value !== null);
}

function extreme(args: readonly Value[], direction: 1 | -1): Value {
  return present(args).reduce<Value>((best, value) => {
    if (best === null) return value;
    return (order(value, best) ?? 0) * direction > 0 ? value : best;
  }, null);
}
