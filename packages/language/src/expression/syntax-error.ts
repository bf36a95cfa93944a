/** Leaves the parser at the first syntax error; it never leaves this folder, {@link parseExpression} turns it into a diagnostic. */
export class ExpressionSyntaxError extends Error {
  readonly start: number;
  readonly end: number;
  readonly hint: string | undefined;
  readonly code: string;

  constructor(message: string, start: number, end: number, hint?: string, code = 'syntax') {
    super(message);
    this.start = start;
    this.end = end;
    this.hint = hint;
    this.code = code;
  }
}
