/** What is demanded of a service, by the names under which findings come. */
export type FindingRule =
  /** There is a method for each operation. */
  | 'implemented'
  /** It can be made, and `start()` and `check()` resolve in time. */
  | 'start'
  | 'check'
  /** `stop()` resolves in time, and a second start and stop work. */
  | 'stop'
  | 'restart'
  /** The examples themselves: each can be made, fits the contract, and does what it says. */
  | 'example'
  /** Every operation has an example. */
  | 'untried'
  | 'output'
  /** What crosses a process border comes back equal. */
  | 'json'
  /** Errors have a code, and failing examples fail with the expected one. */
  | 'error'
  | 'failure'
  | 'timeout'
  /** Repeating a call of an idempotent operation changes nothing. */
  | 'idempotent'
  /** A handler ends when it is told to. */
  | 'cancellation'
  | 'stream'
  /** Calls in flight end while the service is being stopped. */
  | 'drain'
  /** Input that does not fit is refused, and the handler never hears of it. */
  | 'invalid-input';

/** One thing in which a service does not do what its contract promises. */
export interface Finding {
  /** Absent: it concerns the service as a whole. */
  readonly operation?: string;
  readonly rule: FindingRule;
  readonly expected: string;
  readonly found: string;
  readonly advice: string;
}

/** Collects what was checked. */
export class Findings {
  readonly #byLine = new Map<string, Finding>();
  #passed = 0;

  /** How many checks have passed. */
  get passed(): number {
    return this.#passed;
  }

  get list(): readonly Finding[] {
    return [...this.#byLine.values()];
  }

  /** The same finding twice is one. */
  add(finding: Finding): void {
    this.#byLine.set(findingLine(finding), finding);
  }

  pass(): void {
    this.#passed += 1;
  }

  /** Notes that a check has passed, or why it has not; returns which. */
  check(passed: boolean, finding: () => Finding): boolean {
    if (passed) this.pass();
    else this.add(finding());
    return passed;
  }

  has(...rules: readonly FindingRule[]): boolean {
    return this.list.some(({ rule }) => rules.includes(rule));
  }
}

/** A finding in one line. */
export function findingLine({ operation, expected, found, advice }: Finding): string {
  return `${operation ?? 'the service'}: expected ${expected}; found ${found}. ${advice}`.replaceAll(/\s*\n\s*/g, ' ');
}

/** What was thrown, in a few words. */
export function describeThrown(thrown: unknown): string {
  if (!(thrown instanceof Error)) return `${typeof thrown} ${String(thrown)} thrown`;
  return 'code' in thrown
    ? `${thrown.name} (${String(thrown.code)}): ${thrown.message}`
    : `${thrown.name}: ${thrown.message}`;
}
