import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseXPath } from './parse-xpath.js';
import type { XPathExpression, XPathStep } from './xpath-ast.js';
import { XPathError } from './xpath-error.js';

/** The tree in prefix form. */
function shown(expression: XPathExpression): string {
  switch (expression.kind) {
    case 'number':
      return expression.value;
    case 'text':
      return JSON.stringify(expression.value);
    case 'negation':
      return `(neg ${shown(expression.operand)})`;
    case 'binary':
      return `(${expression.operator} ${shown(expression.left)} ${shown(expression.right)})`;
    case 'call':
      return `${expression.name}(${expression.arguments.map(shown).join(' ')})`;
    case 'path': {
      const { from, steps } = expression;
      const start = from === 'root' ? '/' : from === 'context' ? '' : `${shown(from)}/`;
      return `<${start}${steps.map(shownStep).join('/')}>`;
    }
  }
}

function shownStep({ axis, name, predicates }: XPathStep): string {
  const test = axis === 'child' ? name : axis === 'self' ? '.' : axis === 'parent' ? '..' : `${axis}:${name}`;
  return test + predicates.map((predicate) => `[${shown(predicate)}]`).join('');
}

describe('parseXPath', () => {
  it.each([
    ["/data/age > 18 and ../name != ''", '(and (> </data/age> 18) (!= <../name> ""))'],
    ['1 - 2 - 3 * -4 div 5', '(- (- 1 2) (div (* 3 (neg 4)) 5))'],
    ['a or b and c = d < e', '(or <a> (and <b> (= <c> (< <d> <e>))))'],
    ['. * 2', '(* <.> 2)'],
    ['div div mod', '(div <div> <mod>)'],
    ['* * *', '(* <*> <*>)'],
    [
      "instance('c')/root/item[state = current()/../state and @k]/label",
      `<instance("c")/root/item[(and (= <state> <current()/../state>) <attribute:k>)]/label>`,
    ],
    ['(//a | /b)[2]', '<(| </descendant:*/a> </b>)/.[2]>'],
    ["jr:choice-name(x,'x')", 'jr:choice-name(<x> "x")'],
    ['child::a/parent::node()/text()', '<a/../*>'],
    ['/', '</>'],
    ['current()/.', '<current()/.>'],
    ['position(..)', 'position(<..>)'],
  ])('reads %s', (text, expected) => {
    expect(shown(parseXPath(text))).toBe(expected);
  });

  it.each([
    ['a +', 3, 'The expression ends too early'],
    ['a b', 2, "'b' is not expected here"],
    ["concat('a", 7, 'The text is not closed'],
    ['if(a, b', 7, "The expression ends too early, ',' is"],
    ['a[1', 3, "The expression ends too early, ']' is"],
    ['1 # 2', 2, "'#' is not expected here"],
    ['$x', 0, "'$' is not expected here"],
    [`${'('.repeat(200)}1`, 101, 'The expression is deeper than 100 levels'],
  ])('refuses %s with its place', (text, at, message) => {
    expect(() => parseXPath(text)).toThrow(message);
    try {
      parseXPath(text);
    } catch (thrown) {
      expect(thrown instanceof XPathError && thrown.start).toBe(at);
    }
  });

  it('gives a tree or a place, whatever it is given', () => {
    const words = fc.constantFrom(
      'a',
      '/',
      '..',
      '.',
      '[',
      ']',
      '(',
      ')',
      '*',
      'div',
      "'x'",
      '1',
      '-',
      '=',
      '|',
      '//',
      '@',
      ',',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(words).map((parts) => parts.join(' ')),
        ),
        (text) => {
          try {
            const { start, end } = parseXPath(text);
            expect(start <= end && end <= text.length).toBe(true);
          } catch (thrown) {
            if (!(thrown instanceof XPathError)) throw thrown;
            expect(thrown.start <= text.length).toBe(true);
          }
        },
      ),
    );
  });
});
