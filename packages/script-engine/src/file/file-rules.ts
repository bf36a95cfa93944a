/** What a `file` question takes. */
export interface FileRules {
  /** Media types. */
  readonly accept: readonly string[];
  /** In bytes. */
  readonly maxBytes: number;
}
