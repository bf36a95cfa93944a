import { areEqual } from './compare.js';
import { costOfTexts } from './cost-of.js';
import { Decimal } from './decimal.js';
import type { FunctionDefinition } from './function-definition.js';
import { anything, number, text, textOrList } from './parameter.js';
import { types } from './type.js';
import { isList, LONGEST_TEXT, textOfValue, type Value } from './value.js';

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
    evaluate: ([value = null, part = null], _, steps) => {
      if (isList(value)) return value.some((item) => areEqual(item, part, steps));
      const wanted = textOfValue(part);
      if (typeof value !== 'string' || wanted === null) return null;
      // The search takes the product of both lengths at worst: a minute for a million and its half.
      steps.take(costOfTexts(value.length * wanted.length));
      return value.includes(wanted);
    },
  },
  {
    name: 'concat',
    doc: 'The values as one text; empty ones leave nothing in it.',
    parameters: [anything],
    repeats: true,
    result: types.text,
    seesNull: true,
    evaluate: (args) => {
      const texts = args.map((value) => textOfValue(value) ?? '');
      return texts.reduce((sum, { length }) => sum + length, 0) > LONGEST_TEXT ? null : texts.join('');
    },
  },
  {
    name: 'part',
    doc: 'The characters of a text from one place to another (to the end when left out), counted from 1.',
    parameters: [text(), number('first'), number('last')],
    optional: 1,
    result: types.text,
    evaluate: ([value, first, last]) => {
      if (typeof value !== 'string' || !(first instanceof Decimal)) return null;
      const end = last instanceof Decimal ? Math.max(0, last.toNumber()) : undefined;
      return [...value].slice(Math.max(0, first.toNumber() - 1), end).join('');
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
