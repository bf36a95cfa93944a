import { areEqual } from './compare.js';
import { Decimal } from './decimal.js';
import type { FunctionDefinition } from './function-definition.js';
import { anything, text, textOrList } from './parameter.js';
import { types } from './type.js';
import { isList, textOfValue, type Value } from './value.js';

export const TEXT_FUNCTIONS: readonly FunctionDefinition[] = [
  {
    name: 'length',
    doc: 'How many characters a text or elements a list has.',
    parameters: [textOrList],
    result: types.number,
    evaluate: ([value = null]) =>
      typeof value === 'string' ? new Decimal([...value].length) : isList(value) ? new Decimal(value.length) : null,
  },
  transform('upper', 'The text in capital letters.', (value) => value.toUpperCase()),
  transform('lower', 'The text in small letters.', (value) => value.toLowerCase()),
  transform('trim', 'The text without blanks at its ends.', (value) => value.trim()),
  {
    name: 'contains',
    doc: 'Whether a text contains another, or a list a value.',
    parameters: [textOrList, anything],
    result: types.yesno,
    evaluate: ([value = null, part = null]) => {
      if (isList(value)) return value.some((item) => areEqual(item, part));
      const wanted = textOfValue(part);
      return typeof value === 'string' && wanted !== null ? value.includes(wanted) : null;
    },
  },
  compare('startsWith', 'Whether a text begins with another.', (value, part) => value.startsWith(part)),
  compare('endsWith', 'Whether a text ends with another.', (value, part) => value.endsWith(part)),
];

function transform(name: string, doc: string, change: (value: string) => string): FunctionDefinition {
  const evaluate = ([value]: readonly Value[]) => (typeof value === 'string' ? change(value) : null);
  return { name, doc, parameters: [text()], result: types.text, evaluate };
}

function compare(name: string, doc: string, test: (value: string, part: string) => boolean): FunctionDefinition {
  const evaluate = ([value, part]: readonly Value[]) =>
    typeof value === 'string' && typeof part === 'string' ? test(value, part) : null;
  return { name, doc, parameters: [text(), text('part')], result: types.yesno, evaluate };
}
