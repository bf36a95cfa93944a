import { type Clock, type Contract, systemClock } from '@caruso/core';
import { ServiceErrors } from '../errors.js';
import { ConformanceReport } from './conformance-report.js';
import { type Examples, examplesFor } from './examples.js';
import { Findings } from './finding.js';
import { type Conditions, makerOf, type ServiceSource } from './subject.js';
import { type Tried, tryAlone } from './try-alone.js';
import { tryManaged } from './try-managed.js';

/** How a service is verified. */
export interface VerifyOptions<C extends Contract> {
  /** Operations that need no example. */
  readonly untried?: readonly (keyof C['operations'] & string)[];
  /** How long a start, a check, a stop, and a call without a time-out of its own may take. Default 5,000 ms. */
  readonly withinMs?: number;
  /** How long a handler may take to end when its signal is aborted. Default 1,000 ms. */
  readonly graceMs?: number;
  readonly clock?: Clock;
}

/**
 * Verifies that a service keeps all that its contract and the service manager ask of it: the test of a wrapper in one line, in any
 * test runner.
 *
 * The service lives twice. First alone: it is started and checked, answers every example, is told to end in the middle of a
 * call, and is stopped. Then in a manager: it starts again, must not hear of input that does not fit, and is stopped while it is
 * at work. So each example is called several times for real; one that works only once is given as a function, which makes a new
 * input each time and may call the service to do so.
 *
 * @param source a class without parameters, a factory (also an async one), or one object that can be started again
 * @param examples inputs for each operation, and such as must fail
 * @throws ServiceErrors.NotConforming with all findings
 * @example
 * ```ts
 * await verify(MoveOrders, () => new ErpMoveOrders(client), {
 *   create: { customer: '4711', on: '2026-12-01' },
 *   cancel: [
 *     async (orders) => ({ order: (await orders.create({ customer: '4711', on: '2026-12-01' })).order }),
 *     { input: { order: 'none' }, fails: MoveErrors.UnknownOrder },
 *   ],
 * });
 * ```
 */
export async function verify<C extends Contract>(
  contract: C,
  source: ServiceSource<C>,
  examples: Examples<C>,
  { untried = [], withinMs = 5_000, graceMs = 1_000, clock = systemClock }: VerifyOptions<C> = {},
): Promise<ConformanceReport> {
  const since = clock.now();
  const findings = new Findings();
  const conditions: Conditions = { contract, clock, withinMs, graceMs, findings };
  const make = makerOf(contract, source);
  noteMissingExamples(conditions, examples, untried);
  const tried = await tryAlone(conditions, make, examples);
  // A life that did not begin or end as it should says all there is to say.
  if (!findings.has('implemented', 'start', 'stop')) await tryManaged(conditions, make, tried);
  if (findings.list.length) {
    throw new ServiceErrors.NotConforming({
      contract: contract.name,
      version: contract.version,
      findings: findings.list,
    });
  }
  return reportOf(conditions, tried, untried, clock.now() - since);
}

function noteMissingExamples(
  { contract, findings }: Conditions,
  examples: Readonly<Record<string, unknown>>,
  untried: readonly string[],
): void {
  for (const operation of Object.keys(contract.operations)) {
    const known = untried.includes(operation) || examplesFor(examples, operation).length > 0;
    findings.check(known, () => ({
      operation,
      rule: 'untried',
      expected: 'an example',
      found: 'none',
      advice: 'Give an input for it, or name it in `untried`.',
    }));
  }
  for (const operation of [...Object.keys(examples), ...untried]) {
    findings.check(Object.hasOwn(contract.operations, operation), () => ({
      operation,
      rule: 'example',
      expected: `operations of ${contract.name}`,
      found: 'none of this name',
      advice: `It has: ${Object.keys(contract.operations).join(', ')}.`,
    }));
  }
}

function reportOf(
  { contract, findings }: Conditions,
  tried: readonly Tried[],
  untried: readonly string[],
  ms: number,
): ConformanceReport {
  const operations = tried.map(({ operation, examples, longestMs }) => ({ operation, examples, longestMs }));
  return new ConformanceReport(contract.name, contract.version, operations, untried, findings.passed, ms);
}
