/** A rule a value breaks, and how in words that follow the attribute's name. */
export interface BrokenRule {
  readonly rule: string;
  readonly message: string;
}
