import { type Token, tokens } from './tokens.js';

/** Walks through the tokens of SQL, or of a part of it. */
export class TokenReader {
  readonly #sql: string;
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(sql: string, part: readonly Token[] = tokens(sql)) {
    this.#sql = sql;
    this.#tokens = part;
  }

  get done(): boolean {
    return this.#at >= this.#tokens.length;
  }

  get current(): Token | undefined {
    return this.#tokens[this.#at];
  }

  take(): Token | undefined {
    const token = this.current;
    this.#at += 1;
    return token;
  }

  /** Whether these words, written without quotes, come next. */
  sees(...words: readonly string[]): boolean {
    return words.every((word, index) => {
      const token = this.#tokens[this.#at + index];
      return token?.kind !== 'name' && token?.kind !== 'string' && token?.value.toUpperCase() === word;
    });
  }

  /** Goes behind these words if they come next. */
  takes(...words: readonly string[]): boolean {
    if (!this.sees(...words)) return false;
    this.#at += words.length;
    return true;
  }

  /** A name, with or without quotes. */
  name(): string {
    return this.take()?.value ?? '';
  }

  /** What is in the parentheses that begin here; nothing is taken when none do. */
  parentheses(): TokenReader | undefined {
    if (!this.sees('(')) return undefined;
    const start = this.#at + 1;
    this.#pass();
    return new TokenReader(this.#sql, this.#tokens.slice(start, this.#at - 1));
  }

  /** The tokens up to the next comma outside parentheses, which is passed. */
  item(): TokenReader {
    const start = this.#at;
    while (!this.done && !this.sees(',')) this.#pass();
    const item = new TokenReader(this.#sql, this.#tokens.slice(start, this.#at));
    this.#at += 1;
    return item;
  }

  items(): readonly TokenReader[] {
    const found: TokenReader[] = [];
    while (!this.done) found.push(this.item());
    return found;
  }

  /** Goes on until one of these words comes next, outside parentheses, or to the end. */
  skipTo(...words: readonly string[]): void {
    while (!this.done && !words.some((word) => this.sees(word))) this.#pass();
  }

  /** What is left, without the last `without` tokens, as it is written. */
  text(without = 0): string {
    const [first, last] = [this.current, this.#tokens.at(-1 - without)];
    return first && last && last.end > first.start ? this.#sql.slice(first.start, last.end) : '';
  }

  /** The token at the end, or one before it. */
  fromEnd(index: number): Token | undefined {
    return this.#tokens[this.#tokens.length - 1 - index];
  }

  /** One token, or all of a pair of parentheses. */
  #pass(): void {
    let depth = 0;
    do {
      if (this.sees('(')) depth += 1;
      if (this.sees(')')) depth -= 1;
      this.#at += 1;
    } while (depth > 0 && !this.done);
  }
}
