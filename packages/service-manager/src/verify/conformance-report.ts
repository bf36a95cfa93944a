/** An operation in a report. */
export interface OperationReport {
  readonly operation: string;
  readonly examples: number;
  /** How long its slowest example took. */
  readonly longestMs: number;
}

/** What was verified of a service that conforms. Its text is a summary for people. */
export class ConformanceReport {
  constructor(
    readonly contract: string,
    readonly version: string,
    readonly operations: readonly OperationReport[],
    /** Operations that were left out on purpose. */
    readonly untried: readonly string[],
    /** How many checks have passed. */
    readonly checks: number,
    /** How long all took. */
    readonly ms: number,
  ) {}

  toString(): string {
    const width = Math.max(0, ...this.operations.map(({ operation }) => operation.length));
    return [
      `The service conforms to ${this.contract} ${this.version}: ${this.checks} checks in ${this.ms} ms.`,
      ...this.operations.map(
        ({ operation, examples, longestMs }) =>
          `  ${operation.padEnd(width)}  ${examples === 1 ? '1 example' : `${examples} examples`}, longest ${longestMs} ms`,
      ),
      ...(this.untried.length ? [`  not tried: ${this.untried.join(', ')}`] : []),
    ].join('\n');
  }
}
