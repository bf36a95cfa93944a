import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readXml } from '../xml/read-xml.js';
import { compileExpression } from './compile-expression.js';
import { usageOf } from './function-definition.js';
import { functions } from './functions.js';
import { type Type, types } from './type.js';

const customer = new Map<string, Type>();
const customerType = types.object(customer, 'Customer');
customer.set('name', types.text);
customer.set('since', types.date);
customer.set('balance', types.number);
customer.set('friends', types.list(customerType));

const scope = new Map<string, Type>([
  ['customer', customerType],
  [
    'answers',
    types.object({
      reason: types.code('reading', 'move', 'other'),
      wishes: types.list(types.code('paper', 'online')),
      alsoMove: types.yesno,
      moveDate: types.date,
      reading: types.number,
    }),
  ],
  ['at', types.instant],
  ['wait', types.duration],
  ['from', types.time],
  ['row', types.unknown],
]);

const values = {
  customer: {
    name: 'Anna',
    since: '2020-02-29',
    balance: '1234567890123456.7891',
    friends: [
      { name: 'Bert', balance: '1.10' },
      { name: 'Carl', balance: null },
      { name: 'Dora', balance: 2 },
    ],
  },
  answers: { reason: 'move', wishes: ['paper'], moveDate: '2026-03-28', reading: 0.1 },
  at: '2026-03-28T12:00:00.123456789+01:00',
  wait: 'PT1H30M',
  from: '08:00',
  row: { amount: '12.50', day: '2026-03-28', list: [1, 2] },
};
const environment = { now: Date.UTC(2026, 2, 28, 23, 30), zone: 'Europe/Berlin' };

function result(text: string, expected?: Type) {
  const compiled = compileExpression(text, scope, expected);
  if (!compiled.ok) throw new Error(compiled.diagnostics.map(({ message }) => message).join());
  return compiled.evaluate(values, environment);
}

function found(text: string, expected?: Type): string[] {
  const compiled = compileExpression(text, scope, expected);
  if (compiled.ok) return [];
  return compiled.diagnostics.map(
    ({ column, length, code, message, hint }) => `${column}+${length} ${code}: ${message}${hint ? ` (${hint})` : ''}`,
  );
}

describe('compileExpression: values', () => {
  it.each([
    ['0.1 + 0.2', '0.3'],
    ['answers.reading * 3', '0.3'],
    ['customer.balance - 1000', '1234567890122456.7891'],
    ['10 / 4', '2.5'],
    ['round(10 / 3, 2)', '3.33'],
    ['round(-2.5)', '-3'],
    ['floor(-2.5) + ceiling(2.1)', '0'],
    ['answers.reading / (1 - 1)', null],
    ["'balance ' + customer.balance", 'balance 1234567890123456.7891'],
    ["number('12.50') == 12.5", true],
    ['whole(-2.7)', '-2'],
    ['remainder(-7, 3)', '-1'],
    ['remainder(7.5, 2)', '1.5'],
    ['remainder(7, 1 - 1)', null],
  ])('calculates exactly: %s is %s', (text, expected) => {
    expect(result(text)).toBe(expected);
  });

  it.each([
    ['today()', '2026-03-29'],
    ['today() - days(42)', '2026-02-15'],
    ['customer.since + weeks(1)', '2020-03-07'],
    ['addMonths(customer.since, 12)', '2021-02-28'],
    ['inDays(today() - answers.moveDate)', '1'],
    ["answers.moveDate >= '2026-03-01'", true],
    ['at + days(1)', '2026-03-29T10:00:00.123456789Z'],
    ['at + hours(24)', '2026-03-29T11:00:00.123456789Z'],
    ['now() - at', 'PT12H29M59.876543211S'],
    ['wait * 2', 'PT3H'],
    ['wait > minutes(89)', true],
    ["from < '08:00:01'", true],
    ['weekday(answers.moveDate)', '6'],
    ['date(now())', '2026-03-29'],
  ])('reckons with time in the zone: %s is %s', (text, expected) => {
    expect(result(text)).toBe(expected);
  });

  it.each([
    ['count(customer.friends)', '3'],
    ['sum(customer.friends.balance)', '3.1'],
    ['max(customer.friends.balance)', '2'],
    ['min(3, 1, 2)', '1'],
    ["'Bert' in customer.friends.name", true],
    ["contains(answers.wishes, 'online')", false],
    ['any(true, null) and not all([true, null])', true],
    ['first(customer.friends.name) + last(customer.friends.name)', 'BertDora'],
    ["length('Zähler😀')", '7'],
    ["if(answers.reason == 'move', 'yes', 'no')", 'yes'],
    ["startsWith(lower(customer.name), 'an')", true],
    ['at(customer.friends.name, 2)', 'Carl'],
    ['at(customer.friends.name, 4)', null],
    ['at(customer.friends.name, 1.5)', null],
    ["join(customer.friends.balance, ' + ')", '1.1 + 2'],
    ["concat(customer.name, null, '-', 12.50, answers.alsoMove)", 'Anna-12.5'],
    ["part('2026-03-28', 6, 7)", '03'],
    ["part('Zähler😀', 7)", '😀'],
    ["part('abc', 0, 9) + part('abc', 3, 2)", 'abc'],
  ])('has functions: %s is %s', (text, expected) => {
    expect(result(text)).toBe(expected);
  });

  it.each([
    ['answers.alsoMove == null', true],
    ['answers.alsoMove != true', true],
    ['answers.alsoMove == false', false],
    ['answers.alsoMove and true', null],
    ['answers.alsoMove and false', false],
    ['answers.alsoMove or true', true],
    ['not answers.alsoMove', null],
    ['answered(answers.alsoMove) or exists(answers.alsoMove)', false],
    ['first(customer.friends.friends) == null', true],
    ['coalesce(answers.alsoMove, false)', false],
    ['sum(customer.friends.friends.balance)', '0'],
  ])('knows nothing as null: %s is %s', (text, expected) => {
    expect(result(text)).toBe(expected);
  });

  it('makes null false where yes/no is expected', () => {
    expect(result('not answers.alsoMove', types.yesno)).toBe(false);
    expect(result('answers.alsoMove', types.yesno)).toBe(false);
  });

  it('lets values of unknown type take the type of what they meet', () => {
    expect(
      ['row.amount == 12.5', 'row.amount + 1 == 13.5', 'row.day < today()', 'count(row.list)'].map((text) =>
        result(text),
      ),
    ).toEqual([true, false, true, '2']);
  });

  it('reads what does not fit its type as null', () => {
    const compiled = compileExpression('answers.moveDate == null and answers.reading == null', scope);
    expect(
      compiled.ok && compiled.evaluate({ answers: { moveDate: '31.12.2026', reading: 'twelve' } }, environment),
    ).toBe(true);
  });

  it('hands lists and objects through untouched', () => {
    expect(result('customer')).toBe(values.customer);
    expect(result('answers.wishes')).toEqual(['paper']);
  });

  it('names what it reads', () => {
    const compiled = compileExpression("answers.reading > 1 and customer.name != '' or answers.reading < 0", scope);
    expect(compiled.ok && compiled.names).toEqual(['answers.reading', 'customer.name']);
  });

  it('does not see what objects inherit', () => {
    expect(result('row.constructor == null and row.__proto__ == null')).toBe(true);
    expect(found('constructor')).toEqual(["1+11 unknown-name: 'constructor'"]);
    expect(found('toString(1)')[0]).toContain('unknown-function');
  });
});

describe('compileExpression: findings', () => {
  it.each([
    ['answers.reasn', "1+13 unknown-name: 'answers.reasn' (did you mean 'reason'?)"],
    ['custmer.name', "1+7 unknown-name: 'custmer' (did you mean 'customer'?)"],
    ['customer.name.first', "1+19 unknown-name: 'customer.name.first': a text has no fields"],
    ['cuont(answers.wishes)', "1+5 unknown-function: There is no function 'cuont' (did you mean 'count'?)"],
    ['round()', '1+7 wrong-arguments: round does not take 0 arguments (write round(number, digits?))'],
    ['upper(answers.reading)', '7+15 wrong-type: upper wants a text here, this is a number'],
    ["answers.reason == 'mvoe'", "19+6 unknown-code: 'mvoe' is not one of the codes (did you mean 'move'?)"],
    ["answers.reason in ['move', 'x']", "28+3 unknown-code: 'x' is not one of the codes (one of reading move other)"],
    ["'papr' in answers.wishes", "1+6 unknown-code: 'papr' is not one of the codes (did you mean 'paper'?)"],
    ['answers.reason == answers.wishes', '1+32 impossible-comparison: a code is never equal to a list (of a code)'],
    ['answers.reading == customer.name', '1+32 impossible-comparison: a number is never equal to a text'],
    ['answers.moveDate > at', '1+21 impossible-comparison: a date and an instant have no order'],
    ["answers.moveDate == '2026-02-30'", "21+12 bad-literal: '2026-02-30' is not a date (write YYYY-MM-DD)"],
    ['answers.reading < null', "1+22 impossible-comparison: nothing is '<' null (write == null or != null)"],
    ['answers.reason and true', "1+14 wrong-type: yes/no is expected, this is a code (compare it: == 'reading')"],
    ['answers.moveDate * 2', "1+20 wrong-type: '*' cannot take a date and a number"],
    ['1 / 0', '5+1 division-by-zero: This divides by zero'],
  ])('reports %s', (text, expected) => {
    expect(found(text)).toEqual([expected]);
  });

  it('reports everything, not the first only', () => {
    expect(found("answers.reasn == 'x' and cnt(1) > 2 and answers.moveDate")).toHaveLength(3);
  });

  it('reports a result of the wrong type', () => {
    expect(found('answers.reading', types.yesno)).toEqual([
      '1+15 wrong-type: yes/no is expected, this is a number (compare it)',
    ]);
    expect(found('answers.reason', types.yesno)).toEqual([
      "1+14 wrong-type: yes/no is expected, this is a code (compare it: == 'reading')",
    ]);
    expect(found('answers.wishes', types.yesno)).toEqual([
      '1+14 wrong-type: yes/no is expected, this is a list (of a code) (ask answered(…), or contains(…, value))',
    ]);
    expect(found("'mve'", types.code('move'))).toEqual([
      "1+5 unknown-code: 'mve' is not one of the codes (did you mean 'move'?)",
    ]);
    expect(found("'2026-01-01'", types.date)).toEqual([]);
  });

  it('takes texts that are handed through for what is expected', () => {
    const channel = types.code('agent', 'web');
    expect(result("if(answers.alsoMove, 'agent', 'web')", channel)).toBe('web');
    expect(found("coalesce(if(answers.alsoMove, 'agent', null), 'web')", channel)).toEqual([]);
    expect(found("['agent', if(answers.alsoMove, 'agent', 'web')]", types.list(channel))).toEqual([]);
    expect(result("if(true, '2026-03-01', today())", types.date)).toBe('2026-03-01');
    expect(found("if(answers.alsoMove, 'agnet', 'web')", channel)).toEqual([
      "22+7 unknown-code: 'agnet' is not one of the codes (did you mean 'agent'?)",
    ]);
    expect(found('if(true, answers.reading, null)', types.yesno)).toEqual([
      '10+15 wrong-type: yes/no is expected, this is a number (compare it)',
    ]);
    expect(found("if(true, '2026-13-01', today())", types.date)).toEqual([
      "10+12 bad-literal: '2026-13-01' is not a date (write YYYY-MM-DD)",
    ]);
  });

  it('makes no errors of what is unknown, whatever is done with it', () => {
    const leaves = ['row', 'row.x', 'none', 'none.x', "'a'", '1', 'true', '[1]', 'null', ...scope.keys()];
    const inside = new Map([...scope, ['none', types.code()] as const]);
    const operators = ['==', '!=', '<', '>=', '+', '-', '*', '/'];
    const texts = ['row', 'none'].flatMap((open) => [
      ...leaves.flatMap((leaf) =>
        operators.flatMap((operator) => [`${open} ${operator} ${leaf}`, `${leaf} ${operator} ${open}`]),
      ),
      ...leaves.map((leaf) => `${leaf} in ${open}`),
      ...leaves.map((leaf) => `if(${open}, ${open}, ${leaf}) - 1 > ${open}`),
      ...[...functions.values()].map(({ name, parameters }) => `${name}(${parameters.map(() => open).join(', ')})`),
      `${open} and not ${open} or ${open}`,
      `-${open}`,
      `${open} in [1, 'a', ${open}]`,
      `first([${open}, 'a']) - 1 in ${open}.x.y`,
    ]);
    const wrong = texts.filter((text) => !compileExpression(text, inside).ok);
    expect(wrong).toEqual([]);
    for (const expected of [types.yesno, types.date, types.code('a'), types.list(types.number), types.code()]) {
      expect(compileExpression('row', inside, expected).ok && compileExpression('none', inside, expected).ok).toBe(
        true,
      );
    }
    expect(compileExpression("'anything'", inside, types.code()).ok).toBe(true);
  });

  it('makes no more errors of a wrong argument', () => {
    expect(found('first(7) + today() > 3')).toEqual(['7+1 wrong-type: first wants a list here, this is a number']);
    expect(found('if(true) < answers.wishes')).toHaveLength(1);
  });

  it('points to file, line and column inside an attribute, behind entities', () => {
    const document = readXml('<script>\n  <go when="1 &lt; 2 and answers.reasn == 1"/>\n</script>', 'move.xml');
    const [, go] = document.root.children;
    const slice = go?.kind === 'element' ? go.attributes.get('when')?.slice : undefined;
    const compiled = slice && compileExpression(slice, scope);
    expect(compiled).toMatchObject({ ok: false, diagnostics: [{ file: 'move.xml', line: 2, column: 26, length: 13 }] });
  });
});

describe('compileExpression: for all expressions', () => {
  it('ends and throws nothing, whatever the expression and the values are', () => {
    const wild = new Map<string, Type>([...scope.keys()].map((name) => [name, types.unknown]));
    const value = fc.oneof(
      fc.anything(),
      fc.constantFrom('1', '2026-01-01', 'PT1H', '2026-01-01T00:00Z', '1e400', 1e300, -0, Number.NaN),
    );
    fc.assert(
      fc.property(
        expressions,
        fc.record({ customer: value, answers: value, at: value, row: value }),
        fc.constantFrom('UTC', 'Europe/Berlin', 'Nowhere/Else'),
        (text, given, zone) => {
          for (const known of [scope, wild]) {
            const compiled = compileExpression(text, known);
            if (compiled.ok) expect(compiled.evaluate(given, { now: 1e12, zone })).not.toBeUndefined();
          }
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('stays quick when numbers, texts and lists grow', () => {
    const text = 'row.a'.padEnd(3900, ' + row.a').slice(0, 1590);
    const product = Array(150).fill('row.big').join(' * ');
    const run = (expression: string) => {
      const compiled = compileExpression(expression, scope);
      return (
        compiled.ok &&
        compiled.evaluate({ row: { a: 'x'.repeat(900_000), big: `1.${'123456789'.repeat(50)}` } }, environment)
      );
    };
    expect(run(text.slice(0, text.lastIndexOf(' +')))).toBe(null);
    expect(String(run(product)).length).toBeLessThan(600);
  });
});

describe('functions', () => {
  it('have a doc and a usage for the reference', () => {
    expect([...functions.values()].every(({ doc }) => doc.endsWith('.'))).toBe(true);
    expect(
      ['count', 'round', 'min', 'today'].map((name) =>
        usageOf(functions.get(name) ?? ([...functions.values()][0] as never)),
      ),
    ).toEqual(['count(list)', 'round(number, digits?)', 'min(values…)', 'today()']);
  });
});

const { expression: expressions } = fc.letrec<{ expression: string }>((tie) => {
  const inner = tie('expression');
  const names = [...functions.keys()];
  return {
    expression: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      fc.constantFrom(
        '1',
        '0',
        '2.5',
        '-3',
        '1e99',
        "'a'",
        "'2026-01-01'",
        'true',
        'null',
        '[]',
        'customer',
        'customer.name',
        'customer.friends.balance',
        'answers.reason',
        'at',
        'row',
        'row.x.y',
        'today()',
        'now()',
      ),
      fc
        .tuple(inner, fc.constantFrom('and', 'or', '==', '!=', '<', '>=', 'in', '+', '-', '*', '/'), inner)
        .map(([a, operator, b]) => `(${a} ${operator} ${b})`),
      fc
        .tuple(fc.constantFrom(...names), fc.array(inner, { maxLength: 3 }))
        .map(([name, list]) => `${name}(${list.join(', ')})`),
      fc.array(inner, { maxLength: 3 }).map((items) => `[${items.join(', ')}]`),
      inner.map((operand) => `(not ${operand})`),
      inner.map((operand) => `(- ${operand})`),
    ),
  };
});
