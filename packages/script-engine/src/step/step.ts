import type { CountryCode } from 'libphonenumber-js';
import { fingerprint } from '../answer/fingerprint.js';
import { judgeAnswer } from '../answer/judge-answer.js';
import type { Channel } from '../contract.js';
import { ScriptErrors } from '../errors.js';
import type { CompiledScript } from '../machine/compile-script.js';
import type { Failure } from '../machine/dialog-context.js';
import { currentState, placeOf } from './current-state.js';
import { contextOf, type DialogState } from './dialog-state.js';
import { evolve } from './evolve.js';
import type { EffectFact, Fact, JournalEntry } from './journal-entry.js';
import { openBranches } from './open-branches.js';
import { type Effect, pendingEffect } from './pending-effect.js';
import { wayBack, wayTo } from './way-back.js';

/** What can be done with a dialog: by a user, or by whoever carries out its service calls. */
export type DialogInput =
  | (Omit<Extract<Fact, { event: 'start' }>, 'event'> & {
      readonly type: 'start';
      readonly channel: Channel;
      readonly language: string;
    })
  | { readonly type: 'answer'; readonly step: string; readonly value: unknown }
  | { readonly type: 'next'; readonly step: string }
  | { readonly type: 'back'; readonly step: string }
  | { readonly type: 'branch'; readonly step: string; readonly branch: string }
  | { readonly type: 'channel'; readonly channel: Channel; readonly language: string; readonly owner?: string }
  | { readonly type: 'cancel' }
  | { readonly type: 'begin'; readonly effect: Effect }
  | { readonly type: 'done'; readonly effect: Effect; readonly result: unknown }
  | { readonly type: 'failed'; readonly effect: Effect; readonly failure: Failure };

/** What a step depends on besides script, state and input. */
export interface StepEnvironment {
  /** Milliseconds since 1970-01-01T00:00Z. */
  readonly now: number;
  readonly who: string;
  /** Where telephone numbers without a country code belong. */
  readonly country?: CountryCode | undefined;
}

/** What a step brings about: the new state, the entries to be written, and the service call it now waits for. */
export interface Step {
  readonly state: DialogState;
  readonly entries: readonly JournalEntry[];
  readonly effects: readonly Effect[];
}

/**
 * One step of a dialog, as a pure function. The entries it returns lead from the old state to the new one by
 * {@link evolve}, so a replayed journal and a live dialog cannot differ.
 *
 * @throws ScriptErrors.NotPossible when the input does not fit where the dialog stands; nothing has changed then
 */
export function step(
  compiled: CompiledScript,
  state: DialogState | undefined,
  input: DialogInput,
  environment: StepEnvironment,
): Step {
  const entries: JournalEntry[] = [];
  const write = (before: DialogState | undefined, fact: Fact, place?: { channel: Channel; language: string }) => {
    const { channel, language } = place ?? (before ? contextOf(before) : { channel: 'agent' as Channel, language: '' });
    const stamp = { seq: (before?.seq ?? 0) + 1, at: environment.now, who: environment.who, channel, language };
    const entry: JournalEntry = { ...fact, ...stamp };
    entries.push(entry);
    return evolve(compiled, before, entry);
  };
  let next = first(compiled, state, input, environment, write);
  for (;;) {
    const fact = followUp(compiled, next, input, environment);
    if (!fact) break;
    next = write(next, fact);
  }
  const effect = pendingEffect(compiled, next);
  return { state: next, entries, effects: effect ? [effect] : [] };
}

type Write = (
  before: DialogState | undefined,
  fact: Fact,
  place?: { channel: Channel; language: string },
) => DialogState;

function first(
  compiled: CompiledScript,
  state: DialogState | undefined,
  input: DialogInput,
  environment: StepEnvironment,
  write: Write,
): DialogState {
  if (input.type === 'start') {
    const { type, channel, language, ...fact } = input;
    return write(undefined, { event: type, ...fact }, { channel, language });
  }
  if (!state) throw new TypeError('a dialog begins with "start"');
  const refuse = (reason: string): never => {
    throw new ScriptErrors.NotPossible({ dialog: state.start.facts.id, event: input.type, reason });
  };
  if (state.cancelled && !('effect' in input)) refuse('the dialog has been cancelled');
  if (pendingEffect(compiled, state) && !('effect' in input) && input.type !== 'channel')
    refuse('the dialog waits for a service');
  switch (input.type) {
    case 'answer':
      return write(state, answerFact(compiled, state, input, environment, refuse));
    case 'next': {
      const current = currentState(compiled, state);
      if (current.kind !== 'info' && current.kind !== 'retry') refuse('it stands at no information');
      const showing = state.shown.at(-1);
      return write(state, { event: 'next', node: showing?.node ?? '', key: showing?.key ?? '', step: input.step });
    }
    case 'back': {
      const way = wayBack(compiled, state);
      if ('reason' in way) return refuse(way.reason);
      return write(state, { event: 'back', to: way.to.at, step: input.step });
    }
    case 'branch': {
      const open = openBranches(compiled, state).some(({ id }) => id === input.branch);
      if (!open) refuse(`the branch "${input.branch}" is not open here`);
      return write(state, { event: 'branch', branch: input.branch, step: input.step });
    }
    case 'channel':
      return changeChannel(compiled, state, input, write, refuse);
    case 'cancel':
      if (state.snapshot.status === 'done') refuse('the dialog has ended');
      return write(state, { event: 'cancel' });
    default:
      return write(state, effectFact(compiled, state, input, refuse));
  }
}

function answerFact(
  compiled: CompiledScript,
  state: DialogState,
  input: Extract<DialogInput, { type: 'answer' }>,
  { now, country }: StepEnvironment,
  refuse: (reason: string) => never,
): Fact {
  const current = currentState(compiled, state);
  if (current.kind !== 'question') return refuse('it stands at no question');
  const context = { ...contextOf(state), now };
  const judged = judgeAnswer(compiled, context, current.item, input.value, country);
  const base = {
    event: 'answer',
    node: current.item.id,
    key: state.shown.at(-1)?.key ?? '',
    step: input.step,
  } as const;
  const given = keepable(input.value);
  if (judged.verdict === 'refused') return { ...base, verdict: 'refused', value: given, objection: judged.objection };
  const raw = same(judged.value, given) ? {} : { given };
  const { notice } = state;
  if (judged.verdict === 'doubted' && !(notice?.kind === 'doubt' && same(notice.value, judged.value)))
    return { ...base, verdict: 'doubted', value: judged.value, ...raw, objection: judged.objection };
  return { ...base, verdict: 'accepted', value: judged.value, ...raw };
}

function changeChannel(
  compiled: CompiledScript,
  state: DialogState,
  input: Extract<DialogInput, { type: 'channel' }>,
  write: Write,
  refuse: (reason: string) => never,
): DialogState {
  const { channel, language, owner } = input;
  const fact: Fact = { event: 'channel', ...(owner === undefined ? {} : { owner }) };
  const showing = state.shown.at(-1);
  const isHere = !showing || placeOf(compiled, showing.node).channels.includes(channel);
  if (isHere || state.snapshot.status === 'done') return write(state, fact, { channel, language });
  const way = wayTo(compiled, state, channel);
  if ('reason' in way) return refuse(way.reason);
  const after = write(state, { event: 'back', to: way.to.at, step: `s${state.seq}` });
  if (after.undoing) return refuse('the way back to a step on that channel leads over an action; go back first');
  return write(after, fact, { channel, language });
}

function effectFact(
  compiled: CompiledScript,
  state: DialogState,
  input: Extract<DialogInput, { type: 'begin' | 'done' | 'failed' }>,
  refuse: (reason: string) => never,
): EffectFact {
  const { kind, node, key, effect } = input.effect;
  if (pendingEffect(compiled, state)?.effect !== effect) return refuse(`it does not wait for "${effect}"`);
  const isUndo = kind === 'undo';
  const base = { node, key, effect };
  if (input.type === 'begin') return { event: 'begin', ...base, ...(isUndo ? { undo: true } : {}) };
  if (input.type === 'done')
    return isUndo ? { event: 'undone', ...base } : { event: 'done', ...base, result: plainData(input.result) };
  return { event: isUndo ? 'undo-failed' : 'failed', ...base, failure: input.failure };
}

/** What follows by itself: a lookup whose last result is still fresh, an answer that is taken over without asking. */
function followUp(
  compiled: CompiledScript,
  state: DialogState,
  input: DialogInput,
  { now, country }: StepEnvironment,
): Fact | undefined {
  if (state.undoing || state.cancelled || input.type === 'begin') return undefined;
  const current = currentState(compiled, state);
  if (current.kind === 'effect') return keptLookup(compiled, state, now);
  // Who goes back wants to see the step, not to be led on from it.
  const movesOn = ['answer', 'next', 'branch', 'done', 'failed'].includes(input.type);
  if (current.kind !== 'question' || current.item.keep !== 'silent' || !movesOn || state.notice) return undefined;
  const key = state.shown.at(-1)?.key ?? '';
  const draft = state.drafts[key];
  if (!draft || draft.seen !== fingerprint(compiled, contextOf(state), current.item)) return undefined;
  const judged = judgeAnswer(compiled, { ...contextOf(state), now }, current.item, draft.value, country);
  if (judged.verdict !== 'accepted') return undefined;
  return { event: 'answer', node: current.item.id, key, verdict: 'accepted', value: judged.value, silent: true };
}

function keptLookup(compiled: CompiledScript, state: DialogState, now: number): Fact | undefined {
  const effect = pendingEffect(compiled, state);
  const item = effect && compiled.flow.states.get(effect.node);
  if (!effect || item?.kind !== 'effect' || item.item.kind !== 'lookup') return undefined;
  const kept = state.lookups[effect.key];
  const { freshMs } = item.item;
  if (!kept || freshMs === undefined || now - kept.at > freshMs || kept.input !== JSON.stringify(effect.input))
    return undefined;
  const { node, key } = effect;
  return { event: 'done', node, key, effect: effect.effect, result: kept.result, kept: true };
}

const LONGEST_GIVEN = 20_000;

/** What is kept of an answer that was not taken: nothing of one that is longer than any answer can be. */
function keepable(given: unknown): unknown {
  const data = plainData(given);
  return (JSON.stringify(data)?.length ?? 0) > LONGEST_GIVEN ? null : data;
}

/** As it comes out of the journal again, so that the live state is the replayed one. */
function plainData(value: unknown): unknown {
  const text = JSON.stringify(value ?? null, (_, part) => (typeof part === 'bigint' ? String(part) : part));
  return text === undefined ? null : JSON.parse(text);
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
