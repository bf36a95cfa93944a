/** An expression cannot be read as XPath 1.0, or not said in CARUSO; `start` and `end` are indices into its text. */
export class XPathError extends Error {
  readonly start: number;
  readonly end: number;

  constructor(message: string, at: { readonly start: number; readonly end: number }) {
    super(message);
    this.start = at.start;
    this.end = at.end;
  }
}
