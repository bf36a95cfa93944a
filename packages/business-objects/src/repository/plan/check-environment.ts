/** Where and when checks and formulas are evaluated. */
export interface CheckEnvironment {
  readonly now: number;
  /** IANA zone in which they take `today()`. */
  readonly zone: string;
}
