import type { EngineName } from '../engine-name.js';
import { type Expression, Untranslatable } from './expression.js';
import { type Token, tokensOf } from './tokens.js';

/**
 * Reads an expression of a check, a default or a partial index, as the catalogue of `engine` gives it.
 *
 * @param columns the columns that it may name
 * @throws Untranslatable
 */
export function readExpression(sql: string, engine: EngineName, columns: readonly string[] = []): Expression {
  const reader = new Reader(tokensOf(sql, engine), engine, columns);
  const expression = reader.expression();
  reader.end();
  return expression;
}

const COMPARISONS = new Set(['=', '<>', '!=', '<', '>', '<=', '>=']);
/** Types to which a value may be cast without becoming another one: what it is compared with has the type already. */
const HARMLESS =
  /^(?:TEXT|VARCHAR|CHARACTER|CHARACTER VARYING|BPCHAR|NUMERIC|INTEGER|SMALLINT|BIGINT|DATE|TIMESTAMP|BOOLEAN)\b/;

class Reader {
  #at = 0;

  constructor(
    readonly tokens: readonly Token[],
    readonly engine: EngineName,
    readonly columns: readonly string[],
  ) {}

  expression(): Expression {
    let left = this.#conjunction();
    while (this.#takes('OR')) left = { kind: 'binary', operator: 'OR', left, right: this.#conjunction() };
    return left;
  }

  end(): void {
    const rest = this.tokens[this.#at];
    if (rest) throw new Untranslatable(`"${rest.written}" is not understood`);
  }

  #conjunction(): Expression {
    let left = this.#negation();
    while (this.#takes('AND')) left = { kind: 'binary', operator: 'AND', left, right: this.#negation() };
    return left;
  }

  #negation(): Expression {
    return this.#takes('NOT') ? { kind: 'unary', operator: 'NOT', of: this.#negation() } : this.#comparison();
  }

  #comparison(): Expression {
    const left = this.#sum();
    const operator = this.#symbol();
    if (COMPARISONS.has(operator)) {
      this.#at += 1;
      if (operator === '=' && this.#takes('ANY'))
        return { kind: 'among', of: left, list: this.#array(), negated: false };
      return { kind: 'binary', operator: operator === '!=' ? '<>' : operator, left, right: this.#sum() };
    }
    if (this.#takes('IS')) {
      const negated = this.#takes('NOT');
      this.#must('NULL');
      return { kind: 'absent', of: left, negated };
    }
    const negated = this.#takes('NOT');
    if (this.#takes('IN')) {
      this.#must('(');
      return { kind: 'among', of: left, list: this.#list(')'), negated };
    }
    if (this.#takes('BETWEEN')) return this.#between(left, negated);
    if (negated) throw new Untranslatable(`"NOT ${this.tokens[this.#at]?.written ?? ''}" is not understood`);
    return left;
  }

  #between(of: Expression, negated: boolean): Expression {
    const low = this.#sum();
    this.#must('AND');
    const both: Expression = {
      kind: 'binary',
      operator: 'AND',
      left: { kind: 'binary', operator: '>=', left: of, right: low },
      right: { kind: 'binary', operator: '<=', left: of, right: this.#sum() },
    };
    return negated ? { kind: 'unary', operator: 'NOT', of: both } : both;
  }

  /** PostgreSQL writes `x IN ('a', 'b')` as `x = ANY (ARRAY['a'::text, 'b'::text])`, with casts in several places. */
  #array(): readonly Expression[] {
    this.#must('(');
    const inner = this.#takes('(');
    this.#must('ARRAY');
    this.#must('[');
    const list = this.#list(']');
    if (inner) this.#must(')');
    this.#casts();
    this.#must(')');
    return list;
  }

  #list(end: string): readonly Expression[] {
    const list: Expression[] = [];
    do list.push(this.#sum());
    while (this.#takes(','));
    this.#must(end);
    return list;
  }

  #sum(): Expression {
    let left = this.#product();
    for (;;) {
      const operator = this.#symbol();
      if (operator !== '+' && operator !== '-') return left;
      this.#at += 1;
      left = { kind: 'binary', operator, left, right: this.#product() };
    }
  }

  #product(): Expression {
    let left = this.#operand();
    while (this.#takes('*')) left = { kind: 'binary', operator: '*', left, right: this.#operand() };
    return left;
  }

  #operand(): Expression {
    if (this.#takes('-')) return { kind: 'unary', operator: '-', of: this.#operand() };
    const operand = this.#atom();
    this.#casts(operand.kind === 'number');
    return operand;
  }

  #casts(ofNumber = false): void {
    while (this.#takes('::')) {
      const words: string[] = [];
      for (
        let token = this.tokens[this.#at];
        token?.kind === 'word' && !ENDS_TYPE.has(token.value);
        token = this.tokens[this.#at]
      ) {
        words.push(token.value);
        this.#at += 1;
      }
      if (!HARMLESS.test(words.join(' ')) && !(ofNumber && words.join(' ') === 'DOUBLE PRECISION'))
        throw new Untranslatable(`it casts to ${words.join(' ').toLowerCase() || 'a type'}`);
      if (this.#takes('(')) this.#list(')');
      if (this.#takes('[')) this.#must(']');
    }
  }

  #atom(): Expression {
    const token = this.tokens[this.#at];
    this.#at += 1;
    if (token?.kind === 'number') return { kind: 'number', text: token.value };
    if (token?.kind === 'text') return { kind: 'text', text: token.value };
    if (token?.kind === 'name') return this.#column(token);
    if (token?.value === '(') {
      const inner = this.expression();
      this.#must(')');
      return inner;
    }
    if (token?.kind !== 'word') throw new Untranslatable(`"${token?.written ?? 'its end'}" is not understood`);
    return this.#word(token);
  }

  #word(token: Token): Expression {
    const { value } = token;
    const calls = this.#symbol() === '(';
    if (!calls && (value === 'NULL' || value === 'TRUE' || value === 'FALSE')) return { kind: 'word', word: value };
    const now = NOW[value];
    if (now !== undefined && (calls || value.startsWith('CURRENT'))) {
      if (calls) this.#arguments();
      return { kind: 'now', of: now };
    }
    if (calls && (value === 'CHAR_LENGTH' || (value === 'LENGTH' && this.engine !== 'mariadb'))) {
      this.#must('(');
      const of = this.#sum();
      this.#must(')');
      return { kind: 'characters', of };
    }
    if (calls) throw new Untranslatable(`it calls ${token.written}`);
    return this.#column(token);
  }

  /** None, or how many digits of a second are wanted. */
  #arguments(): void {
    this.#must('(');
    if (this.tokens[this.#at]?.kind === 'number') this.#at += 1;
    this.#must(')');
  }

  #column({ value, written, kind }: Token): Expression {
    const asked = kind === 'word' ? written : value;
    const name =
      this.columns.find((column) => column === asked) ??
      this.columns.find((column) => column.toLowerCase() === asked.toLowerCase());
    if (name === undefined) throw new Untranslatable(`${written} is no column`);
    return { kind: 'column', name };
  }

  #symbol(): string {
    const token = this.tokens[this.#at];
    return token?.kind === 'symbol' ? token.value : '';
  }

  #takes(value: string): boolean {
    const token = this.tokens[this.#at];
    if ((token?.kind !== 'word' && token?.kind !== 'symbol') || token.value !== value) return false;
    this.#at += 1;
    return true;
  }

  #must(value: string): void {
    if (!this.#takes(value))
      throw new Untranslatable(`"${this.tokens[this.#at]?.written ?? 'its end'}" is not understood`);
  }
}

const ENDS_TYPE = new Set(['AND', 'OR', 'IS', 'IN', 'NOT', 'BETWEEN']);

const NOW: Readonly<Record<string, 'date' | 'timestamp'>> = {
  CURRENT_TIMESTAMP: 'timestamp',
  NOW: 'timestamp',
  CURRENT_DATE: 'date',
  CURDATE: 'date',
};
