import { ServiceErrors } from '../errors.js';
import type { Example } from './examples.js';
import { describeThrown } from './finding.js';
import { inputOf, judgeFailure, judgeMissingFailure, judgeOutput } from './judge.js';
import { settle } from './settle.js';
import { invoke, type Trial } from './subject.js';

/** So many values of a stream are looked at; one that has more is returned early. */
const ENOUGH_VALUES = 100;

interface Opened {
  readonly values: AsyncIterator<unknown>;
  /** Tells the handler to end, as a caller does that wants no more. */
  readonly giveUp: () => void;
}

/**
 * Reads a stream with an example, until it ends, has nothing more to say for the time being, or has said enough.
 *
 * @returns how long that took in milliseconds when it gave values or ended, else undefined
 */
export async function tryStream(trial: Trial, example: Example): Promise<number | undefined> {
  const { clock, withinMs, graceMs } = trial;
  const since = clock.now();
  const opened = await open(trial, example);
  if (!opened) return undefined;
  for (let count = 0; ; count++) {
    const next = opened.values.next();
    const outcome = await settle(clock, count ? graceMs : withinMs, () => next);
    if (outcome.kind === 'error') {
      judgeFailure(trial, outcome.thrown, example);
      return undefined;
    }
    if (outcome.kind === 'value' && !outcome.value.done && count < ENOUGH_VALUES) {
      judgeOutput(trial, outcome.value.value);
      continue;
    }
    if (outcome.kind === 'late') await expectEnd(trial, opened, next);
    else if (!outcome.value.done) await expectReturn(trial, opened);
    if (example.fails !== undefined) judgeMissingFailure(trial, example.fails, `a stream of ${count} values`);
    // One that has said nothing says no more the next time.
    else if (count > 0 || outcome.kind === 'value') return clock.now() - since;
    return undefined;
  }
}

/** Returns a stream after its first value: the handler must clean up and give no more. */
export async function tryReturning(trial: Trial, example: Example): Promise<void> {
  const opened = await openAndRead(trial, example);
  if (opened) await expectReturn(trial, opened);
}

/** Gives a stream up after its first value: it must end soon, with or without an error. */
export async function tryCancellingStream(trial: Trial, example: Example): Promise<void> {
  const opened = await openAndRead(trial, example);
  if (opened) await expectEnd(trial, opened, undefined);
}

async function open(trial: Trial, example: Example): Promise<Opened | undefined> {
  const { contract, service, name, findings } = trial;
  const input = await inputOf(trial, example);
  if (!input) return undefined;
  const controller = new AbortController();
  const giveUp = () => controller.abort(new ServiceErrors.Cancelled({ contract: contract.name, operation: name }));
  let stream: unknown;
  try {
    stream = invoke(service, name, input.data, { signal: controller.signal, caller: 'verify' });
  } catch (thrown) {
    judgeFailure(trial, thrown, example);
    return undefined;
  }
  const isStream = findings.check(isAsyncIterable(stream), () => ({
    operation: name,
    rule: 'stream',
    expected: 'an async iterable',
    found: stream instanceof Promise ? 'a promise' : typeof stream,
    advice: 'Write the handler as an async generator: async *name() { … }.',
  }));
  if (!isStream || !isAsyncIterable(stream)) {
    // What it may reject with is not what is wrong with it.
    Promise.resolve(stream).catch(() => undefined);
    return undefined;
  }
  return { values: stream[Symbol.asyncIterator](), giveUp };
}

/** A stream after its first value; undefined when it has none to be interrupted after. */
async function openAndRead(trial: Trial, example: Example): Promise<Opened | undefined> {
  const opened = await open(trial, example);
  if (!opened) return undefined;
  const first = opened.values.next();
  const outcome = await settle(trial.clock, trial.withinMs, () => first);
  if (outcome.kind === 'value' && !outcome.value.done) return opened;
  if (outcome.kind === 'late') await expectEnd(trial, opened, first);
  return undefined;
}

async function expectEnd(
  trial: Trial,
  { values, giveUp }: Opened,
  waiting: Promise<unknown> | undefined,
): Promise<void> {
  const { name, findings, clock, graceMs } = trial;
  giveUp();
  const until = clock.now() + graceMs;
  let next = waiting as Promise<IteratorResult<unknown>> | undefined;
  for (let count = 0; ; count++) {
    next ??= values.next();
    const pending = next;
    const outcome = await settle(clock, until - clock.now(), () => pending);
    const ended = outcome.kind === 'error' || (outcome.kind === 'value' && outcome.value.done === true);
    if (ended || outcome.kind === 'late' || count === ENOUGH_VALUES) {
      findings.check(ended, () => ({
        operation: name,
        rule: 'cancellation',
        expected: `the stream to end within ${graceMs} ms when its signal is aborted`,
        found: outcome.kind === 'late' ? 'it still waiting' : 'it going on',
        advice: 'Hand call.signal on to what it waits for, or look at call.signal.aborted before each value.',
      }));
      return;
    }
    next = undefined;
  }
}

async function expectReturn({ name, findings, clock, graceMs }: Trial, { values, giveUp }: Opened): Promise<void> {
  const returned = await settle(clock, graceMs, () => values.return?.());
  giveUp();
  const after = returned.kind === 'value' ? await settle(clock, graceMs, () => values.next()) : returned;
  const ended = after.kind === 'value' && after.value?.done === true;
  findings.check(ended, () => ({
    operation: name,
    rule: 'stream',
    expected: `the stream to end within ${graceMs} ms when its caller returns early`,
    found:
      after.kind === 'error'
        ? describeThrown(after.thrown)
        : after.kind === 'late'
          ? 'it still at work'
          : 'more values',
    advice: 'Clean up in a finally block that waits for nothing, and give no value after return().',
  }));
}

function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}
