import type { Call, Contract, Service, Stub } from '@caruso/core';
import { type Assembly, defineAssembly } from '../assembly/assembly.js';
import type { RunningAssembly } from '../assembly/running-assembly.js';
import { startAssembly } from '../assembly/start-assembly.js';
import { ServiceErrors } from '../errors.js';
import { silentLog } from '../log.js';
import { show } from './crosses-border.js';
import { describeThrown, type FindingRule } from './finding.js';
import { invalidInputs } from './invalid-inputs.js';
import { makeInput } from './make-input.js';
import { type Outcome, settle, turn } from './settle.js';
import { type Conditions, invoke } from './subject.js';
import type { Tried } from './try-alone.js';

type Component = Assembly['components'][number];
type Method = (input: unknown) => Promise<unknown> | AsyncIterable<unknown>;

/** What a service was asked, while a manager had it. */
interface Watched {
  readonly service: Service<Contract>;
  readonly seen: { calls: number; stopping: boolean; stopProblem?: unknown };
}

/**
 * The second life of a service, in a manager as at a customer's: it starts once more, refuses what does not fit, and is stopped
 * while it is at work. What goes wrong is a finding.
 */
export async function tryManaged(
  conditions: Conditions,
  make: () => Promise<Service<Contract>>,
  tried: readonly Tried[],
): Promise<void> {
  const { contract, clock, withinMs } = conditions;
  const slowestMs = Math.max(withinMs, ...tried.map(({ operation }) => contract.operations[operation]?.timeoutMs ?? 0));
  let watched: Watched | undefined;
  const component: Component = {
    name: 'verified',
    provides: [contract],
    requires: [],
    startMs: withinMs,
    health: { everyMs: 0, timeoutMs: withinMs },
    drain: { deadlineMs: slowestMs, graceMs: conditions.graceMs },
    create: async () => {
      watched = watch(contract, await make());
      return new Map([[contract.name, watched.service]]);
    },
  };
  const assembly = defineAssembly({ company: 'verify', components: [component] });
  const started = await settle(clock, 2 * withinMs, () => startAssembly(assembly, { clock, log: silentLog }));
  const again =
    started.kind === 'value' ? 'running' : started.kind === 'error' ? describeThrown(started.thrown) : 'nothing';
  if (started.kind !== 'value' || !watched)
    return restartProblem(conditions, 'the service to start a second time', again);
  const running = started.value;
  const [entry] = await running.health();
  if (entry?.state !== 'active')
    restartProblem(conditions, 'the service to be well after a second start', `it ${entry?.state}: ${entry?.reason}`);
  await refuseInvalid(conditions, running.get(contract, 'verify'), watched, tried);
  await stopAtWork(conditions, running, watched, tried, slowestMs);
}

/** A service that forwards to another one and counts. */
function watch(contract: Contract, service: Service<Contract>): Watched {
  const seen: Watched['seen'] = { calls: 0, stopping: false };
  const methods = Object.keys(contract.operations).map((name) => [
    name,
    (input: unknown, call: Call) => {
      seen.calls += 1;
      return invoke(service, name, input, call);
    },
  ]);
  const lifecycle = {
    start: (context: { signal: AbortSignal }) => service.start?.(context),
    check: () => service.check?.(),
    stop: async () => {
      seen.stopping = true;
      try {
        await service.stop?.();
      } catch (thrown) {
        seen.stopProblem = thrown;
      }
      seen.stopping = false;
    },
  };
  return { seen, service: { ...Object.fromEntries(methods), ...lifecycle } };
}

async function refuseInvalid(
  { contract, findings }: Conditions,
  stub: Stub<Contract>,
  { seen }: Watched,
  tried: readonly Tried[],
): Promise<void> {
  for (const { operation: name, working } of tried) {
    const schema = contract.operations[name]?.input;
    if (!schema) continue;
    for (const input of invalidInputs(schema, working?.input)) {
      const before = seen.calls;
      const outcome = await firstOf(stub, name, input).then(
        () => 'it accepted',
        (thrown: unknown) => (ServiceErrors.InvalidInput.is(thrown) ? undefined : describeThrown(thrown)),
      );
      findings.check(outcome === undefined && seen.calls === before, () => ({
        operation: name,
        rule: 'invalid-input',
        expected: `${show(input)} to be refused as InvalidInput before the handler sees it`,
        found: outcome ?? 'the handler called',
        advice: 'Let the schema of the contract refuse by rules (refine, regex), not by code that throws.',
      }));
    }
  }
}

/** Calls an operation and waits for its answer, or its first value. */
async function firstOf(stub: Stub<Contract>, name: string, input: unknown): Promise<unknown> {
  const answer = (stub[name as keyof typeof stub] as unknown as Method)(input);
  if (answer instanceof Promise) return answer;
  for await (const value of answer) return value;
  return undefined;
}

/** Stops the assembly while every operation that gives one value is at work. */
async function stopAtWork(
  conditions: Conditions,
  running: RunningAssembly,
  { seen }: Watched,
  tried: readonly Tried[],
  slowestMs: number,
): Promise<void> {
  const { contract, clock, findings, withinMs, graceMs } = conditions;
  const stub = running.get(contract, 'verify');
  const calls: Promise<void>[] = [];
  for (const { operation: name, working } of tried) {
    if (!working || contract.operations[name]?.stream) continue;
    const made = await makeInput(conditions, name, working.input, stub);
    if (made)
      calls.push(settle(clock, slowestMs, () => firstOf(stub, name, made.input)).then(judgeDrained(conditions, name)));
  }
  await turn();
  const stopped = await settle(clock, slowestMs + graceMs + withinMs, () => running.stop());
  await Promise.all(calls);
  if (stopped.kind === 'late' || seen.stopping)
    return restartProblem(conditions, 'stop() to resolve after a second start', 'it still at work');
  const problem = stopped.kind === 'error' ? stopped.thrown : seen.stopProblem;
  if (problem !== undefined)
    restartProblem(conditions, 'stop() to resolve after a second start', describeThrown(problem));
  else findings.pass();
}

function judgeDrained({ findings }: Conditions, name: string): (outcome: Outcome<unknown>) => void {
  return (outcome) => {
    const found = outcome.kind === 'late' ? 'none' : outcome.kind === 'error' ? harm(outcome.thrown) : undefined;
    findings.check(found === undefined, () => ({
      operation: name,
      rule: 'drain',
      expected: 'a call in flight to be answered while the service is being stopped',
      found: String(found),
      advice: 'Calls run side by side, and what they need stays open until stop() is called.',
    }));
  };
}

/** Why a failure is none of the refusals a repeated call may meet. */
function harm(thrown: unknown): string | undefined {
  const harmful = [ServiceErrors.OperationFailed, ServiceErrors.TimedOut, ServiceErrors.DrainTimeout];
  return harmful.some((error) => error.is(thrown)) ? describeThrown(thrown) : undefined;
}

function restartProblem({ findings }: Conditions, expected: string, found: string): void {
  const rule: FindingRule = 'restart';
  const advice = 'Open in start() what stop() has closed; give verify a factory if an object can live only once.';
  findings.add({ rule, expected, found, advice });
}
