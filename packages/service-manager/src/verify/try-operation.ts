import { ServiceErrors } from '../errors.js';
import { arriveEqual, show } from './crosses-border.js';
import type { Example } from './examples.js';
import { describeThrown } from './finding.js';
import { inputOf, judgeFailure, judgeMissingFailure, judgeOutput } from './judge.js';
import { begun, type Outcome, settle, turn } from './settle.js';
import { invoke, limitOf, type Trial } from './subject.js';

/**
 * Calls an operation with an example.
 *
 * @returns how long it took in milliseconds when it gave an output, else undefined
 */
export async function tryOperation(trial: Trial, example: Example): Promise<number | undefined> {
  const input = await inputOf(trial, example);
  if (!input) return undefined;
  const outcome = await callInTime(trial, input.data);
  if (outcome.kind === 'late') return undefined;
  if (outcome.kind === 'error') {
    judgeFailure(trial, outcome.thrown, example);
    return undefined;
  }
  if (example.fails !== undefined) {
    judgeMissingFailure(trial, example.fails, `the output ${show(outcome.value)}`);
    return undefined;
  }
  judgeOutput(trial, outcome.value);
  if (trial.operation.idempotent) await tryAgain(trial, input.data, outcome.value);
  return outcome.ms;
}

/** Gives a call up while the handler is at work: it must end soon, with whatever outcome. */
export async function tryCancelling(trial: Trial, example: Example): Promise<void> {
  const input = await inputOf(trial, example);
  if (!input) return;
  const { contract, name } = trial;
  const { running, giveUp } = begin(trial, input.data);
  await turn();
  giveUp.abort(new ServiceErrors.Cancelled({ contract: contract.name, operation: name }));
  await expectEnd(trial, running);
}

function begin({ service, name }: Trial, input: unknown) {
  const giveUp = new AbortController();
  const running = begun(() => invoke(service, name, input, { signal: giveUp.signal, caller: 'verify' }));
  // It may fail before anybody waits for it.
  running.catch(() => undefined);
  return { running, giveUp };
}

/** A call within the time the contract promises; afterwards it is told to end. */
async function callInTime(trial: Trial, input: unknown): Promise<Outcome<unknown>> {
  const { contract, name, operation, findings, clock } = trial;
  const timeoutMs = limitOf(trial);
  const { running, giveUp } = begin(trial, input);
  const outcome = await settle(clock, timeoutMs, () => running);
  findings.check(outcome.kind !== 'late', () => ({
    operation: name,
    rule: 'timeout',
    expected: `an answer within ${timeoutMs} ms`,
    found: 'none',
    advice: operation.timeoutMs
      ? 'Give the other system less time, or the contract more.'
      : 'Give the operation a timeoutMs in its contract, or verify with a longer withinMs.',
  }));
  if (outcome.kind === 'late') {
    giveUp.abort(new ServiceErrors.TimedOut({ contract: contract.name, operation: name, timeoutMs }));
    await expectEnd(trial, running);
  }
  return outcome;
}

async function expectEnd({ name, findings, clock, graceMs }: Trial, running: Promise<unknown>): Promise<void> {
  const outcome = await settle(clock, graceMs, () => running);
  findings.check(outcome.kind !== 'late', () => ({
    operation: name,
    rule: 'cancellation',
    expected: `the handler to end within ${graceMs} ms when its signal is aborted`,
    found: 'it still at work',
    advice: 'Hand call.signal on to what it waits for, or look at call.signal.aborted between its steps.',
  }));
}

async function tryAgain(trial: Trial, input: unknown, first: unknown): Promise<void> {
  const { name, findings } = trial;
  const again = await callInTime(trial, input);
  if (again.kind === 'late') return;
  const same = again.kind === 'value' && arriveEqual(again.value, first);
  findings.check(same, () => ({
    operation: name,
    rule: 'idempotent',
    expected: `the same result for the same input, ${show(first)}`,
    found: again.kind === 'value' ? show(again.value) : describeThrown(again.thrown),
    advice: 'Find the first call by a key in its input, or do not declare the operation idempotent.',
  }));
}
