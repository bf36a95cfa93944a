import type { BinaryOperator, Expression, Segment } from './ast.js';
import { lex, type Token } from './lex.js';
import { ExpressionSyntaxError } from './syntax-error.js';

/** The longest expression, in UTF-16 units. */
const MAX_LENGTH = 4_000;
/** How deep a tree may be; a chain `a or b or c` counts one level for each operator. */
const MAX_DEPTH = 200;

/** Binary operators from the loosest to the tightest level, with the spellings that need no escaping in XML. */
const LEVELS: readonly ReadonlyMap<string, BinaryOperator>[] = [
  new Map([['or', 'or']]),
  new Map([['and', 'and']]),
  new Map<string, BinaryOperator>([
    ['==', '=='],
    ['!=', '!='],
    ['<', '<'],
    ['<=', '<='],
    ['>', '>'],
    ['>=', '>='],
    ['lt', '<'],
    ['le', '<='],
    ['gt', '>'],
    ['ge', '>='],
    ['in', 'in'],
  ]),
  new Map([
    ['+', '+'],
    ['-', '-'],
  ]),
  new Map([
    ['*', '*'],
    ['/', '/'],
  ]),
];
const NOT_LEVEL = 2;

const KEYWORDS = new Set(['or', 'and', 'not', 'in', 'lt', 'le', 'gt', 'ge', 'true', 'false', 'null']);

/** A recursive descent parser for one expression. Use {@link parseExpression}. */
export class Parser {
  readonly #tokens: readonly Token[];
  readonly #depths = new Map<Expression, number>();
  #next = 0;
  #nesting = 0;

  constructor(text: string) {
    if (text.length > MAX_LENGTH) {
      throw new ExpressionSyntaxError(
        `The expression is longer than ${MAX_LENGTH} characters`,
        0,
        1,
        undefined,
        'too-long',
      );
    }
    this.#tokens = lex(text);
  }

  parse(): Expression {
    if (this.#peek().kind === 'end') throw new ExpressionSyntaxError('An expression is expected', 0, 0);
    const expression = this.#binary(0);
    const rest = this.#peek();
    if (rest.kind !== 'end')
      throw this.#unexpected(rest, LEVELS[2]?.has(rest.value) ? 'comparisons do not chain' : undefined);
    return expression;
  }

  #binary(level: number): Expression {
    const operators = LEVELS[level];
    if (operators === undefined) return this.#unary();
    if (level === NOT_LEVEL && this.#isWord('not')) return this.#not();
    let left = this.#binary(level + 1);
    for (;;) {
      const token = this.#peek();
      const operator = token.quoted ? undefined : operators.get(token.value);
      if (operator === undefined) return left;
      this.#next++;
      const right = this.#binary(level + 1);
      left = this.#node({ kind: 'binary', operator, left, right, start: left.start, end: right.end }, left, right);
      if (level === NOT_LEVEL) return left;
    }
  }

  #not(): Expression {
    const { start } = this.#take();
    const operand = this.#nested(() => this.#binary(NOT_LEVEL));
    return this.#node({ kind: 'unary', operator: 'not', operand, start, end: operand.end }, operand);
  }

  #unary(): Expression {
    if (this.#peek().value !== '-' || this.#peek().quoted) return this.#primary();
    const { start } = this.#take();
    const operand = this.#nested(() => this.#unary());
    return this.#node({ kind: 'unary', operator: '-', operand, start, end: operand.end }, operand);
  }

  #primary(): Expression {
    const token = this.#take();
    const { kind, value, start, end } = token;
    if (kind === 'number') return { kind: 'literal', type: 'number', value, start, end };
    if (kind === 'text') return { kind: 'literal', type: 'text', value, start, end };
    if (kind === 'name') return this.#named(token);
    if (value === '(') {
      const inner = this.#nested(() => this.#binary(0));
      const close = this.#expect(')');
      return this.#node({ ...inner, start, end: close.end }, inner);
    }
    if (value === '[') {
      const items = this.#items(']');
      return this.#node({ kind: 'list', items, start, end: this.#previousEnd() }, ...items);
    }
    throw this.#unexpected(token);
  }

  #named(token: Token): Expression {
    const { value, start, end, quoted } = token;
    if (!quoted) {
      if (value === 'true' || value === 'false')
        return { kind: 'literal', type: 'yesno', value: value === 'true', start, end };
      if (value === 'null') return { kind: 'literal', type: 'null', value: null, start, end };
      if (value === 'not') throw this.#unexpected(token, "put 'not …' in parentheses here");
      if (KEYWORDS.has(value)) throw this.#unexpected(token);
      if (this.#isOperator('(')) {
        this.#next++;
        const args = this.#items(')');
        const call = {
          kind: 'call',
          name: value,
          nameEnd: end,
          arguments: args,
          start,
          end: this.#previousEnd(),
        } as const;
        return this.#node(call, ...args);
      }
    }
    const path: [Segment, ...Segment[]] = [{ name: value, start, end }];
    while (this.#isOperator('.')) {
      this.#next++;
      const segment = this.#take();
      if (segment.kind !== 'name')
        throw new ExpressionSyntaxError('A name is expected after the dot', segment.start, segment.end);
      path.push({ name: segment.value, start: segment.start, end: segment.end });
    }
    return { kind: 'name', path, start, end: this.#previousEnd() };
  }

  #items(close: string): Expression[] {
    const items: Expression[] = [];
    while (!this.#isOperator(close)) {
      if (items.length > 0) this.#expect(',');
      const item = this.#nested(() => this.#binary(0));
      items.push(close === ')' && this.#isWord('where') ? this.#filtered(item) : item);
    }
    this.#next++;
    return items;
  }

  /** Only an argument can be filtered, so that `where` stays a name everywhere else. */
  #filtered(list: Expression): Expression {
    this.#next++;
    const condition = this.#nested(() => this.#binary(0));
    return this.#node({ kind: 'filtered', list, condition, start: list.start, end: condition.end }, list, condition);
  }

  /** Counts the nesting while going down, so that no stack overflows before the tree exists. */
  #nested<Result>(inner: () => Result): Result {
    if (++this.#nesting > MAX_DEPTH) throw this.#tooDeep(this.#peek());
    const result = inner();
    this.#nesting--;
    return result;
  }

  #node(node: Expression, ...children: readonly Expression[]): Expression {
    const depth = 1 + Math.max(0, ...children.map((child) => this.#depths.get(child) ?? 1));
    if (depth > MAX_DEPTH) throw this.#tooDeep(node);
    this.#depths.set(node, depth);
    return node;
  }

  #tooDeep(at: { start: number; end: number }): ExpressionSyntaxError {
    return new ExpressionSyntaxError(
      `The expression is deeper than ${MAX_DEPTH} levels`,
      at.start,
      at.end,
      undefined,
      'too-deep',
    );
  }

  #peek(): Token {
    return this.#tokens[this.#next] ?? { kind: 'end', value: '', start: 0, end: 0, quoted: false };
  }

  #take(): Token {
    const token = this.#peek();
    if (token.kind !== 'end') this.#next++;
    return token;
  }

  #previousEnd(): number {
    return this.#tokens[this.#next - 1]?.end ?? 0;
  }

  #isOperator(value: string): boolean {
    const token = this.#peek();
    return token.kind === 'operator' && token.value === value;
  }

  #isWord(value: string): boolean {
    const token = this.#peek();
    return token.kind === 'name' && !token.quoted && token.value === value;
  }

  #expect(value: string): Token {
    if (this.#isOperator(value)) return this.#take();
    throw this.#unexpected(this.#peek(), `'${value}' is expected`);
  }

  #unexpected(token: Token, hint?: string): ExpressionSyntaxError {
    const what = token.kind === 'end' ? 'The expression ends too early' : `'${token.value}' is not expected here`;
    return new ExpressionSyntaxError(what, token.start, token.end, hint);
  }
}
