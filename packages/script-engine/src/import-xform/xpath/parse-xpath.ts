import { lexXPath, type XPathToken } from './lex-xpath.js';
import type { XPathExpression, XPathOperator, XPathPath, XPathStep } from './xpath-ast.js';
import { XPathError } from './xpath-error.js';

/** Longer or deeper expressions are no expressions of a form. */
const MAX_LENGTH = 20_000;
const MAX_DEPTH = 100;

/** Binary operators from the loosest to the tightest level. */
const LEVELS: readonly (readonly XPathOperator[])[] = [
  ['or'],
  ['and'],
  ['=', '!='],
  ['<', '<=', '>', '>='],
  ['+', '-'],
  ['*', 'div', 'mod'],
];

/**
 * Parses an XPath 1.0 expression.
 *
 * @throws XPathError where it is none
 */
export function parseXPath(text: string): XPathExpression {
  if (text.length > MAX_LENGTH)
    throw new XPathError(`The expression is longer than ${MAX_LENGTH} characters`, { start: 0, end: 1 });
  return new XPathParser(lexXPath(text)).parse();
}

class XPathParser {
  readonly #tokens: readonly XPathToken[];
  #next = 0;
  #depth = 0;

  constructor(tokens: readonly XPathToken[]) {
    this.#tokens = tokens;
  }

  parse(): XPathExpression {
    const expression = this.#binary(0);
    if (this.#peek().kind !== 'end') throw this.#unexpected();
    return expression;
  }

  #binary(level: number): XPathExpression {
    const operators: readonly string[] | undefined = LEVELS[level];
    if (operators === undefined) return this.#unary();
    let left = this.#binary(level + 1);
    for (let token = this.#peek(); token.kind === 'operator' && operators.includes(token.value); token = this.#peek()) {
      this.#next += 1;
      const right = this.#binary(level + 1);
      const operator = token.value as XPathOperator;
      left = { kind: 'binary', operator, left, right, start: left.start, end: right.end };
    }
    return left;
  }

  #unary(): XPathExpression {
    const { start } = this.#peek();
    if (!this.#takes('-')) return this.#union();
    const operand = this.#nested(() => this.#unary());
    return { kind: 'negation', operand, start, end: operand.end };
  }

  #union(): XPathExpression {
    let left = this.#path();
    while (this.#takes('|')) {
      const right = this.#path();
      left = { kind: 'binary', operator: '|', left, right, start: left.start, end: right.end };
    }
    return left;
  }

  #path(): XPathExpression {
    const first = this.#peek();
    if (this.#is('/') || this.#is('//')) {
      const bare = this.#takes('/') && !this.#beginsStep();
      const steps = bare ? [] : this.#steps();
      return this.#pathNode('root', steps, first.start);
    }
    if (this.#beginsStep() && !this.#beginsCall()) return this.#pathNode('context', this.#steps(), first.start);
    const from = this.#primary();
    if (!this.#is('[') && !this.#is('/') && !this.#is('//')) return from;
    const at = this.#peek();
    const predicates = this.#predicates();
    const self: XPathStep = { axis: 'self', name: '*', predicates, start: at.start, end: this.#previousEnd() };
    const further = this.#is('//') || this.#takes('/') ? this.#steps() : [];
    return this.#pathNode(from, [...(predicates.length > 0 ? [self] : []), ...further], first.start);
  }

  #pathNode(from: XPathPath['from'], steps: readonly XPathStep[], start: number): XPathPath {
    return { kind: 'path', from, steps, start, end: this.#previousEnd() };
  }

  #primary(): XPathExpression {
    const token = this.#peek();
    const { start, end, value, kind } = token;
    if (kind === 'number' || kind === 'text') {
      this.#next += 1;
      return { kind, value, start, end };
    }
    if (this.#takes('(')) {
      const inner = this.#nested(() => this.#binary(0));
      this.#expect(')');
      return inner;
    }
    if (kind !== 'name') throw this.#unexpected();
    this.#next += 1;
    this.#expect('(');
    const args: XPathExpression[] = [];
    while (!this.#is(')')) {
      if (args.length > 0) this.#expect(',');
      args.push(this.#nested(() => this.#binary(0)));
    }
    this.#expect(')');
    return { kind: 'call', name: value, arguments: args, start, end: this.#previousEnd() };
  }

  #steps(): XPathStep[] {
    const steps: XPathStep[] = [];
    do {
      const { start } = this.#peek();
      if (this.#takes('//')) steps.push({ axis: 'descendant', name: '*', predicates: [], start, end: start + 2 });
      steps.push(this.#step());
    } while (this.#takes('/') || this.#is('//'));
    return steps;
  }

  #step(): XPathStep {
    const { start } = this.#peek();
    if (this.#takes('.')) return this.#stepNode('self', '*', start);
    if (this.#takes('..')) return this.#stepNode('parent', '*', start);
    let axis: XPathStep['axis'] = this.#takes('@') ? 'attribute' : 'child';
    if (this.#peek().kind === 'name' && this.#tokens[this.#next + 1]?.value === '::') {
      const named = this.#take().value;
      this.#next += 1;
      axis = named === 'child' || named === 'self' || named === 'parent' || named === 'attribute' ? named : 'other';
    }
    const token = this.#take();
    if (token.kind !== 'name' && token.value !== '*') {
      this.#next -= 1;
      throw this.#unexpected();
    }
    // A test of the kind of node: all that matters of forms are elements.
    const isKind = this.#takes('(');
    if (isKind) this.#expect(')');
    return this.#stepNode(axis, isKind ? '*' : token.value.slice(token.value.indexOf(':') + 1), start);
  }

  #stepNode(axis: XPathStep['axis'], name: string, start: number): XPathStep {
    const predicates = this.#predicates();
    return { axis, name, predicates, start, end: this.#previousEnd() };
  }

  #predicates(): XPathExpression[] {
    const predicates: XPathExpression[] = [];
    while (this.#takes('[')) {
      predicates.push(this.#nested(() => this.#binary(0)));
      this.#expect(']');
    }
    return predicates;
  }

  #beginsStep(): boolean {
    const { kind, value } = this.#peek();
    return kind === 'name' || (kind === 'operator' && ['.', '..', '@', '*'].includes(value));
  }

  /** A name with a parenthesis behind it calls a function, if it does not test for a kind of node. */
  #beginsCall(): boolean {
    const { kind, value } = this.#peek();
    return kind === 'name' && this.#tokens[this.#next + 1]?.value === '(' && value !== 'node' && value !== 'text';
  }

  #nested<Result>(inner: () => Result): Result {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH)
      throw new XPathError(`The expression is deeper than ${MAX_DEPTH} levels`, this.#peek());
    const result = inner();
    this.#depth -= 1;
    return result;
  }

  #peek(): XPathToken {
    return this.#tokens[Math.min(this.#next, this.#tokens.length - 1)] as XPathToken;
  }

  #take(): XPathToken {
    const token = this.#peek();
    this.#next += 1;
    return token;
  }

  #previousEnd(): number {
    return this.#tokens[this.#next - 1]?.end ?? 0;
  }

  #is(value: string): boolean {
    const token = this.#peek();
    return token.kind === 'operator' && token.value === value;
  }

  #takes(value: string): boolean {
    if (!this.#is(value)) return false;
    this.#next += 1;
    return true;
  }

  #expect(value: string): void {
    if (!this.#takes(value)) throw this.#unexpected(`, '${value}' is`);
  }

  #unexpected(instead = ''): XPathError {
    const token = this.#peek();
    const what = token.kind === 'end' ? 'The expression ends too early' : `'${token.value}' is not expected here`;
    return new XPathError(what + instead, token);
  }
}
