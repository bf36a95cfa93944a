import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readXml } from '../xml/read-xml.js';
import type { Expression } from './ast.js';
import { parseExpression } from './parse-expression.js';

function shape(expression: Expression): string {
  switch (expression.kind) {
    case 'literal':
      return JSON.stringify(expression.value);
    case 'list':
      return `[${expression.items.map(shape).join(' ')}]`;
    case 'name':
      return expression.path.map(({ name }) => name).join('.');
    case 'call':
      return `${expression.name}(${expression.arguments.map(shape).join(' ')})`;
    case 'unary':
      return `(${expression.operator} ${shape(expression.operand)})`;
    case 'binary':
      return `(${shape(expression.left)} ${expression.operator} ${shape(expression.right)})`;
    case 'filtered':
      return `{${shape(expression.list)} | ${shape(expression.condition)}}`;
  }
}

function parsed(text: string): string {
  const result = parseExpression(text);
  return result.ok
    ? shape(result.expression)
    : result.diagnostics
        .map(({ column, code, message, hint }) =>
          [column, code, message, hint].filter((part) => part !== undefined).join(' '),
        )
        .join();
}

describe('parseExpression', () => {
  it.each([
    ['a or b and c', '(a or (b and c))'],
    ['not a == b', '(not (a == b))'],
    ['not not a and b', '((not (not a)) and b)'],
    ['a + b * c - d', '((a + (b * c)) - d)'],
    ['-a * (b + c)', '((- a) * (b + c))'],
    ['a - -b', '(a - (- b))'],
    ['a in [1, 2.50, .5]', '(a in ["1" "2.50" ".5"])'],
    ['a lt b and c ge d', '((a < b) and (c >= d))'],
    ['round(a.b.c, 2)', 'round(a.b.c "2")'],
    ['today() - days(42) > null', '((today() - days("42")) > null)'],
    [`'it\\'s' + "\\u00e9\\n"`, '("it\'s" + "é\\n")'],
    ['a.in.not', 'a.in.not'],
    ['sum(a.b where c == 1 or d)', 'sum({a.b | ((c == "1") or d)})'],
    ['f(where, x.where where where)', 'f(where {x.where | where})'],
    ['`find-area`.`two words`', 'find-area.two words'],
    ['Zählerstand ge größe', '(Zählerstand >= größe)'],
    ['[]', '[]'],
  ])('reads %s as %s', (text, expected) => {
    expect(parsed(text)).toBe(expected);
  });

  it.each([
    ['', '1 syntax An expression is expected'],
    ['a =  b', "3 syntax '=' is not an operator write == to compare"],
    ['a && b', "3 syntax '&&' is not an operator write 'and'"],
    ['a < b < c', "7 syntax '<' is not expected here comparisons do not chain"],
    ['a.', '3 syntax A name is expected after the dot'],
    ["'a", "1 syntax The text is not closed with '"],
    ['(a', "3 syntax The expression ends too early ')' is expected"],
    ['a # b', "3 syntax '#' is not expected here"],
    ['12abc', '1 syntax This is not a number'],
    ['and', "1 syntax 'and' is not expected here"],
    ["'\\q'", String.raw`2 syntax Unknown escape known are \\ \' \" \n \r \t \uXXXX`],
  ])('refuses %s', (text, expected) => {
    expect(parsed(text)).toBe(expected);
  });

  it('points into the attribute, also behind entities', () => {
    const text = '<go when="a &lt; 1 and\n b == "/>'.replace('== "', '== &#39;x"');
    const slice = readXml(text, 'x.xml').root.attributes.get('when')?.slice;
    const result = slice && parseExpression(slice);
    expect(result).toMatchObject({ ok: false, diagnostics: [{ file: 'x.xml', line: 2, column: 7 }] });
  });

  it('refuses what is too long or too deep, as a chain and as a nest, before any stack overflows', () => {
    expect(parsed('a'.repeat(4001))).toContain('too-long');
    for (const text of [
      `${'('.repeat(1900)}a${')'.repeat(1900)}`,
      `${'-'.repeat(3000)}a`,
      `${'not '.repeat(900)}a`,
      '['.repeat(1900),
      'f('.repeat(1900),
      Array(1500).fill('a').join('+'),
    ]) {
      expect(parsed(text)).toContain('too-deep');
    }
    expect(parsed(Array(150).fill('a').join(' or '))).not.toContain('too-deep');
  });

  it('gives every node the place of its text', () => {
    const text = ' (a + 1) * count( b.c ) ';
    const result = parseExpression(text);
    expect(
      result.ok &&
        result.expression.kind === 'binary' &&
        [result.expression.left, result.expression.right].map(({ start, end }) => text.slice(start, end)),
    ).toEqual(['(a + 1)', 'count( b.c )']);
  });

  it('answers every text with a tree or a diagnostic', () => {
    const piece = fc.constantFrom(
      'a',
      '.',
      '(',
      ')',
      '[',
      ']',
      ',',
      ' and ',
      ' not ',
      '==',
      '-',
      '1',
      "'",
      '"',
      '`',
      '\\',
      '\n',
      '!',
      '😀',
      ' in ',
    );
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(piece, { maxLength: 40 }).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const result = parseExpression(text);
        expect(result.ok || result.diagnostics.length === 1).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});
