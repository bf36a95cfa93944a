import type { Contract, Service } from '@caruso/core';
import { ServiceErrors } from '../errors.js';
import { type Example, examplesFor } from './examples.js';
import { describeThrown, type FindingRule } from './finding.js';
import { begun, type Outcome, settle } from './settle.js';
import { type Conditions, directStub, type Subject, type Trial } from './subject.js';
import { tryCancelling, tryOperation } from './try-operation.js';
import { tryCancellingStream, tryReturning, tryStream } from './try-stream.js';

/** An operation that was tried. */
export interface Tried {
  readonly operation: string;
  readonly examples: number;
  /** How long the slowest example took. */
  readonly longestMs: number;
  /** An example that gave an output. */
  readonly working: Example | undefined;
}

/**
 * The first life of a service, without a manager: it is made and started, answers its examples one after the other, and is
 * stopped. What goes wrong is a finding.
 */
export async function tryAlone(
  conditions: Conditions,
  make: () => Promise<Service<Contract>>,
  examples: Readonly<Record<string, unknown>>,
): Promise<readonly Tried[]> {
  const { contract } = conditions;
  const made = await inTime(conditions, 'start', 'the service to be made', make);
  if (made?.kind !== 'value' || !isObject(conditions, made.value)) return [];
  const service = made.value;
  const names = implemented(conditions, service);
  if (!(await start(conditions, service))) return [];
  await inTime(conditions, 'check', 'check() to resolve', () => service.check?.());
  const subject: Subject = { ...conditions, service, stub: directStub(contract, service) };
  const tried: Tried[] = [];
  for (const name of names) {
    const operation = contract.operations[name];
    const given = examplesFor(examples, name);
    if (operation && given.length) tried.push(await tryExamples({ ...subject, name, operation }, given));
  }
  await inTime(conditions, 'stop', 'stop() to resolve', () => service.stop?.());
  return tried;
}

async function tryExamples(trial: Trial, examples: readonly Example[]): Promise<Tried> {
  const { stream } = trial.operation;
  let longestMs = 0;
  let working: Example | undefined;
  for (const example of examples) {
    const ms = await (stream ? tryStream(trial, example) : tryOperation(trial, example));
    if (ms === undefined) continue;
    longestMs = Math.max(longestMs, ms);
    working ??= example;
  }
  if (working && stream) {
    await tryReturning(trial, working);
    await tryCancellingStream(trial, working);
  } else if (working) await tryCancelling(trial, working);
  return { operation: trial.name, examples: examples.length, longestMs, working };
}

/** The operations that can be called. */
function implemented({ contract, findings }: Conditions, service: Service<Contract>): readonly string[] {
  const methods = service as unknown as Readonly<Record<string, unknown>>;
  return Object.keys(contract.operations).filter((operation) =>
    findings.check(typeof methods[operation] === 'function', () => ({
      operation,
      rule: 'implemented',
      expected: 'a method of this name',
      found: methods[operation] === undefined ? 'none' : `a ${typeof methods[operation]}`,
      advice: 'Implement every operation of the contract.',
    })),
  );
}

async function start(conditions: Conditions, service: Service<Contract>): Promise<boolean> {
  const giveUp = new AbortController();
  const starting = begun(() => service.start?.({ signal: giveUp.signal }));
  const outcome = await inTime(conditions, 'start', 'start() to resolve', () => starting);
  if (outcome) return outcome.kind === 'value';
  giveUp.abort(new ServiceErrors.StartTimeout({ component: 'verify', timeoutMs: conditions.withinMs }));
  // What starts all the same is stopped again, so that nothing of it is left.
  starting.then(() => service.stop?.()).catch(() => undefined);
  return false;
}

/** A step of the service's life; undefined when its time is over. */
async function inTime<Value>(
  { clock, withinMs, findings }: Conditions,
  rule: FindingRule,
  step: string,
  begin: () => Value | Promise<Value>,
): Promise<Exclude<Outcome<Value>, { kind: 'late' }> | undefined> {
  const outcome = await settle(clock, withinMs, begin);
  findings.check(outcome.kind === 'value', () => ({
    rule,
    expected: `${step} within ${withinMs} ms`,
    found: outcome.kind === 'error' ? describeThrown(outcome.thrown) : 'it still at work',
    advice: 'Say what is wrong with an error, and bound every wait by a time-out.',
  }));
  return outcome.kind === 'late' ? undefined : outcome;
}

function isObject({ findings }: Conditions, service: unknown): boolean {
  return findings.check(typeof service === 'object' && service !== null, () => ({
    rule: 'start',
    expected: 'a service object',
    found: typeof service,
    advice: 'Let the factory return an object with a method for each operation.',
  }));
}
