import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compileExpression,
  compileTemplate,
  formats,
  functions,
  type PlainValue,
  type Rendering,
  type Type,
  types,
} from '../src/index.js';

const code = types.code('red', 'blue');
const item = types.object({
  price: types.number,
  open: types.yesno,
  label: types.text,
  parts: types.list(types.number),
});
const scope = new Map<string, Type>([
  ['flag', types.yesno],
  ['n', types.number],
  ['t', types.text],
  ['c', code],
  ['d', types.date],
  ['at', types.instant],
  ['span', types.duration],
  ['numbers', types.list(types.number)],
  ['items', types.list(item)],
  ['row', types.unknown],
]);
const now: Rendering = { now: Date.UTC(2026, 2, 28, 23, 30), zone: 'Europe/Berlin', locale: 'de' };

/** Names that every object of the host has, and that lead to its prototypes and constructors. */
const HOST_NAMES = [
  ...['constructor', '__proto__', 'prototype', 'toString', 'valueOf', 'hasOwnProperty', '__defineGetter__'],
  ...['globalThis', 'process', 'require', 'import', 'eval', 'Function', 'this', 'arguments', 'then', 'length'],
];

const TOKENS = [
  ...['or', 'and', 'not', 'in', 'lt', 'le', 'gt', 'ge', 'where', 'true', 'false', 'null', '==', '!=', '<', '<=', '>'],
  ...['+', '-', '*', '/', '(', ')', '[', ']', ',', '.', '=', '&&', '`', '`x y`', "'a'", '"b"', "'", '\\', '1', '0'],
  ...['1e999', '.5', '9'.repeat(200), '{', '}', '|', '{{', '\u0000', '\ud800', '😀', 'é', ...scope.keys()],
  ...HOST_NAMES,
  ...functions.keys(),
  ...formats.keys(),
];

/** Data as a service might send them, or somebody who means harm: of any shape, with the names of the host as keys. */
const anyData = fc.anything({
  key: fc.oneof(fc.constantFrom(...HOST_NAMES, ...scope.keys(), 'price', 'open'), fc.string({ maxLength: 3 })),
  withBigInt: true,
  withDate: true,
  withNullPrototype: true,
  withSparseArray: true,
  withSet: true,
});
const anyValues = fc.dictionary(fc.constantFrom(...scope.keys(), '__proto__'), anyData);
const aText = fc.oneof(
  fc.array(fc.constantFrom(...TOKENS), { maxLength: 30 }).map((tokens) => tokens.join(' ')),
  fc.array(fc.constantFrom(...TOKENS), { maxLength: 30 }).map((tokens) => tokens.join('')),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
);

/** Expressions that are right by their making, each with the type of its result. */
const made = fc.letrec<Record<'yesno' | 'number' | 'text' | 'date' | 'duration' | 'list', string>>((tie) => {
  const depth = { maxDepth: 4, depthIdentifier: fc.createDepthIdentifier() };
  const [yesno, number, text] = [tie('yesno'), tie('number'), tie('text')];
  const [date, duration, list] = [tie('date'), tie('duration'), tie('list')];
  const order = fc.constantFrom('==', '!=', '<', '<=', '>', '>=', 'lt', 'le', 'gt', 'ge');
  const of = (form: (...parts: string[]) => string, ...parts: fc.Arbitrary<string>[]) =>
    fc.tuple(...parts).map((given) => form(...given));
  return {
    yesno: fc.oneof(
      depth,
      fc.constantFrom('true', 'flag', "(c == 'red')", "(c in ['red', 'blue'])", 'exists(row.a.b)', '(n == null)'),
      of((a, o, b) => `(${a} ${o} ${b})`, number, order, number),
      of((a, o, b) => `(${a} ${o} ${b})`, text, order, text),
      of((a, o, b) => `(${a} ${o} ${b})`, date, order, date),
      of((a, o, b) => `(${a} ${o} ${b})`, duration, order, duration),
      of((a, o, b) => `(${a} ${o} ${b})`, yesno, fc.constantFrom('and', 'or'), yesno),
      of((a) => `(not ${a})`, yesno),
      of((a, b) => `(${a} in ${b})`, number, list),
      of((f, a, b) => `${f}(${a}, ${b})`, fc.constantFrom('contains', 'startsWith', 'endsWith'), text, text),
      of((a, b) => `all(${a}, ${b}, any(items.open where price gt 1 or label == null))`, yesno, yesno),
    ),
    number: fc.oneof(
      depth,
      fc.constantFrom('0', '1', '0.1', '1e300', `${'9'.repeat(60)}.5`, 'n', '(row.amount + 1)', 'length(numbers)'),
      of((a, o, b) => `(${a} ${o} ${b})`, number, fc.constantFrom('+', '-', '*'), number),
      of((a, b) => `(${a} / (${b} + n))`, number, number),
      of((a) => `(-${a})`, number),
      of((f, a) => `${f}(${a})`, fc.constantFrom('abs', 'floor', 'ceiling', 'round'), number),
      of((a, b) => `round(${a}, ${b})`, number, number),
      of((f, a) => `${f}(${a})`, fc.constantFrom('sum', 'min', 'max', 'count', 'first', 'last'), list),
      of((f) => `${f}(items.price where open or price gt 1)`, fc.constantFrom('sum', 'max')),
      of((f, a) => `${f}(${a})`, fc.constantFrom('year', 'month', 'day', 'weekday'), date),
      of((f, a) => `${f}(${a})`, fc.constantFrom('inDays', 'inHours'), duration),
      of((a, b, c) => `if(${a}, ${b}, ${c})`, yesno, number, number),
      of((a) => `length(${a})`, text),
      of((a) => `number(${a})`, text),
    ),
    text: fc.oneof(
      depth,
      fc.constantFrom("''", "'red'", '"ΐß😀"', 't', 'text(c)', String.raw`'\u0000'`),
      of((a, b) => `(${a} + ${b})`, text, fc.oneof(text, number, date, duration, yesno)),
      of((f, a) => `${f}(${a})`, fc.constantFrom('upper', 'lower', 'trim'), text),
      of((a) => `text(${a})`, fc.oneof(number, date, yesno)),
      of((f, a, b) => `${f}(${a}, ${b})`, fc.constantFrom('coalesce', 'concat'), text, text),
      of((a, b, c) => `part(${a}, ${b}, ${c})`, text, number, number),
    ),
    date: fc.oneof(
      depth,
      fc.constantFrom('d', 'today()', 'date(at)', "date('2026-02-29')", 'date(now())'),
      of((a, o, b) => `(${a} ${o} ${b})`, date, fc.constantFrom('+', '-'), duration),
      of((a, b) => `addMonths(${a}, ${b})`, date, number),
    ),
    duration: fc.oneof(
      depth,
      fc.constantFrom('span', 'days(1)', '(now() - at)'),
      of((f, a) => `${f}(${a})`, fc.constantFrom('days', 'weeks', 'hours', 'minutes'), number),
      of((a, b) => `(${a} - ${b})`, date, date),
      of((a, b) => `(${a} * ${b})`, duration, number),
      of((a, o, b) => `(${a} ${o} ${b})`, duration, fc.constantFrom('+', '-'), duration),
      of((a) => `(-${a})`, duration),
    ),
    list: fc.oneof(
      depth,
      fc.constantFrom('numbers', 'items.price', 'items.parts'),
      of((a, b) => `[${a}, ${b}]`, number, number),
    ),
  };
});

const FORMS: Readonly<Record<string, (value: PlainValue) => boolean>> = {
  yesno: (value) => typeof value === 'boolean',
  number: (value) => typeof value === 'string' && /^-?\d{1,1500}(\.\d{1,1500})?$/.test(value),
  text: (value) => typeof value === 'string' && value.length <= 3_000_000,
  date: (value) => typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value),
  duration: (value) => typeof value === 'string' && /^-?P[\dDTHMS.]+$/.test(value),
  list: (value) => Array.isArray(value) && value.every((each) => each === null || FORMS.number?.(each)),
};

describe('an expression', () => {
  it('of any text is compiled or refused with a place, never thrown, and ends without throwing on any data', () => {
    const property = fc.property(aText, anyValues, (text, values) => {
      const compiled = compileExpression(text, scope);
      if (compiled.ok) compiled.evaluate(values, now);
      else expect(compiled.diagnostics[0]).toMatchObject({ severity: 'error', line: expect.any(Number) });
    });
    fc.assert(property, { numRuns: 3000 });
  });

  it.each(['yesno', 'number', 'text', 'date', 'duration', 'list'] as const)(
    'that gives a %s by its making is accepted, and gives one or nothing whatever the data are',
    (kind) => {
      const property = fc.property(made[kind], anyValues, (text, values) => {
        fc.pre(text.length <= 4_000);
        const compiled = compileExpression(text, scope);
        if (!compiled.ok) {
          expect({ text, codes: compiled.diagnostics.map(({ code }) => code) }).toEqual({ text, codes: ['too-deep'] });
          return;
        }
        const value = compiled.evaluate(values, now);
        expect({ text, value, fits: value === null || FORMS[kind]?.(value) }).toEqual({ text, value, fits: true });
      });
      fc.assert(property, { numRuns: 400 });
    },
  );

  it.each(HOST_NAMES)('cannot reach %s of the host', (name) => {
    const quoted = `\`${name}\``;
    expect(compileExpression(`${name}()`, scope)).toMatchObject({ ok: false });
    expect(compileExpression(quoted, scope)).toMatchObject({ ok: false });
    expect(compileExpression(`items.${quoted}`, scope)).toMatchObject({ ok: false });
    expect(compileTemplate(`{n | ${name}}`, scope)).toMatchObject({ ok: false });
    const open = new Map<string, Type>([
      [name, types.unknown],
      ['row', types.unknown],
    ]);
    for (const text of [quoted, `row.${quoted}`, `row.${quoted}.${quoted}`, `[row].${quoted}`]) {
      const compiled = compileExpression(text.startsWith('[') ? `first(row.list.${quoted})` : text, open);
      expect(compiled.ok && compiled.evaluate({ row: { list: [{}, 'text', []] } }, now)).toBeNull();
    }
  });

  it('reads own fields of data that carry the names of the host, and changes nothing', () => {
    const before = Object.getOwnPropertyNames(Object.prototype);
    const row: unknown = JSON.parse('{"__proto__":{"polluted":"own"},"constructor":{"prototype":{"polluted":1}}}');
    const read = (text: string) => {
      const compiled = compileExpression(text, scope);
      return compiled.ok && compiled.evaluate({ row }, now);
    };
    expect(read('row.`__proto__`.polluted')).toBe('own');
    expect(read('row.`constructor`.`prototype`.polluted')).toBe('1');
    expect(read('row.polluted')).toBeNull();
    expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it.each([
    ['parentheses', '('],
    ['lists', '['],
    ['calls', 'abs('],
    ['signs', '-'],
    ['negations', 'not '],
    ['filters', 'count(items where '],
    ['sums', '1+'],
    ['names', 'row.'],
    ['quotes', "'"],
    ['backticks', '`'],
    ['braces', '{'],
  ])('of %s without end is refused', (_, piece) => {
    for (const times of [250, 3_900 / piece.length, 100_000]) {
      const compiled = compileExpression(piece.repeat(times), scope);
      expect(compiled.ok).toBe(false);
    }
    expect(compileTemplate(`{${piece.repeat(50_000)}`, scope).ok).toBe(false);
  });
});

describe('a wording', () => {
  it('of any text is compiled or refused with a place, never thrown, and is rendered without throwing on any data', () => {
    const wording = fc.array(
      fc.oneof(
        aText,
        aText.map((text) => `{${text}}`),
        made.number.map((n) => `{${n} | money}`),
      ),
      {
        maxLength: 4,
      },
    );
    const locale = fc.constantFrom('de', 'en-GB', 'tlh', 'not a locale', '');
    const property = fc.property(wording, anyValues, locale, (pieces, values, language) => {
      const compiled = compileTemplate(pieces.join(' '), scope);
      if (compiled.ok) expect(typeof compiled.render(values, { ...now, locale: language })).toBe('string');
      else expect(compiled.diagnostics[0]).toMatchObject({ severity: 'error', line: expect.any(Number) });
    });
    fc.assert(property, { numRuns: 1500 });
  });

  it('shows every format of every value, or what the value is', () => {
    const property = fc.property(fc.constantFrom(...formats.keys()), anyData, (name, row) => {
      const compiled = compileTemplate(`{row | ${name}}`, scope);
      expect(compiled.ok && typeof compiled.render({ row }, now)).toBe('string');
    });
    fc.assert(property, { numRuns: 1500 });
  });
});
