import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diagnosticLine } from '../diagnostics/format-diagnostic.js';
import { types } from '../expression/type.js';
import { readXml } from '../xml/read-xml.js';
import { compileTemplate } from './compile-template.js';

const scope = new Map([
  [
    'customer',
    types.object({
      name: types.text,
      since: types.date,
      balance: types.number,
      at: types.instant,
      from: types.time,
      vip: types.yesno,
      meters: types.list(types.text),
      wait: types.duration,
    }),
  ],
]);
const values = {
  customer: {
    name: '<b>Anna</b>',
    since: '2026-03-01',
    balance: '1234567890123456.7',
    at: '2026-03-29T12:05:00Z',
    from: '08:30',
    vip: true,
    meters: ['M1', 'M2', 'M3'],
    wait: 'PT90M',
  },
};
const berlin = { now: 0, zone: 'Europe/Berlin' };

function rendered(text: string, locale: string, currency?: string): string {
  const template = compileTemplate(text, scope);
  if (!template.ok) return template.diagnostics.map(diagnosticLine).join();
  // Some versions of ICU write narrow blanks where others write plain ones.
  return template
    .render(values, { ...berlin, locale, ...(currency ? { currency } : {}) })
    .replace(/[\u00a0\u202f]/g, ' ');
}

describe('compileTemplate', () => {
  it.each([
    ['Due {customer.since | date}.', 'Due March 1, 2026.', 'Due 1. März 2026.'],
    ['{customer.since | date short}', '3/1/26', '01.03.26'],
    ['{customer.at | time}', '2:05 PM', '14:05'],
    ['{customer.from | time}', '8:30 AM', '08:30'],
    ['{customer.balance | money}', '€1,234,567,890,123,456.70', '1.234.567.890.123.456,70 €'],
    ['{customer.balance | money USD}', '$1,234,567,890,123,456.70', '1.234.567.890.123.456,70 $'],
    ['{1.005 | number 2}', '1.01', '1,01'],
    ["{'4711' | digits}", '4 7 1 1', '4 7 1 1'],
    ['{customer.meters}', 'M1, M2, and M3', 'M1, M2 und M3'],
    ['{customer.balance}', '1,234,567,890,123,456.7', '1.234.567.890.123.456,7'],
    ['a {{b}} {customer.vip}', 'a {b} yes', 'a {b} yes'],
    ["{if(customer.vip, '| }', 'no')}", '| }', '| }'],
  ])('renders %s in English as %s and in German as %s', (text, english, german) => {
    expect([rendered(text, 'en', 'EUR'), rendered(text, 'de', 'EUR')]).toEqual([english, german]);
  });

  it('gives segments, so that the renderer can escape and mark what was inserted', () => {
    const template = compileTemplate('Good day {customer.name}!', scope);
    expect(template.ok && template.names).toEqual(['customer.name']);
    expect(template.ok && template.segments(values, { ...berlin, locale: 'en' })).toEqual([
      { kind: 'text', text: 'Good day ' },
      {
        kind: 'insert',
        text: '<b>Anna</b>',
        expression: 'customer.name',
        names: ['customer.name'],
        value: '<b>Anna</b>',
      },
      { kind: 'text', text: '!' },
    ]);
  });

  it('shows nothing for what is missing, and goes on with a wrong locale or zone', () => {
    const template = compileTemplate('[{customer.since | date}{customer.name}]', scope);
    expect(template.ok && template.render({}, { now: 0, zone: 'x', locale: '??' })).toBe('[]');
    expect(rendered('{customer.at | time}', 'not a locale')).toBe('2:05 PM');
  });

  it.each([
    ['{customer.nme}', "text:1:2: error unknown-name: 'customer.nme' (did you mean 'name'?)"],
    ['{customer.since | dat}', "text:1:19: error unknown-format: There is no format 'dat' (did you mean 'date'?)"],
    ['{customer.name | money}', "text:1:18: error wrong-type: The format 'money' cannot show a text"],
    [
      '{customer.since | date tiny}',
      "text:1:19: error bad-format: 'tiny' is nothing for 'date' (short, medium, long or full)",
    ],
    ['{customer}', 'text:1:2: error wrong-type: an object cannot be shown (insert one of its fields)'],
    ['a {customer.name', 'text:1:3: error syntax: The insert is not closed (close it with }, or write {{ for a brace)'],
    ['a } b', "text:1:3: error syntax: '}' closes nothing (write }} for a brace)"],
    ['{}', 'text:1:2: error syntax: An expression is expected'],
  ])('reports %s', (text, expected) => {
    expect(rendered(text, 'en')).toBe(expected);
  });

  it('points into the text of a document, behind entities', () => {
    const { root } = readXml('<text>\n A &amp; B {customer.nme}</text>', 'move.xml');
    const [content] = root.children;
    const template = content?.kind === 'text' ? compileTemplate(content.slice, scope) : undefined;
    expect(template).toMatchObject({ ok: false, diagnostics: [{ file: 'move.xml', line: 2, column: 13 }] });
  });

  it('is the text itself when there are no braces, and never throws', () => {
    const open = new Map([['row', types.unknown]]);
    const pieces = fc.constantFrom(
      '{',
      '}',
      '{row',
      ' | date',
      '|',
      '}',
      '{row}',
      '{row | money}',
      '{row | digits}',
      "'",
      'x',
    );
    fc.assert(
      fc.property(
        fc.array(pieces).map((parts) => parts.join('')),
        fc.anything(),
        fc.string(),
        (text, row, plain) => {
          const template = compileTemplate(text, open);
          if (template.ok) expect(typeof template.render({ row }, { ...berlin, locale: 'de' })).toBe('string');
          const word = plain.replace(/[{}]/g, '');
          const simple = compileTemplate(word, open);
          expect(simple.ok && simple.render({}, { ...berlin, locale: 'de' })).toBe(word);
        },
      ),
      { numRuns: 1000 },
    );
  });
});
