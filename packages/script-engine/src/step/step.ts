import type { Channel } from '../contract.js';
import { ScriptErrors } from '../errors.js';
import type { CompiledScript } from '../machine/compile-script.js';
import { answerFact } from './answer-fact.js';
import { currentState, placeOf } from './current-state.js';
import type { DialogInput, StepEnvironment } from './dialog-input.js';
import { contextOf, type DialogState } from './dialog-state.js';
import { effectFact } from './effect-fact.js';
import { evolve } from './evolve.js';
import { followUp } from './follow-up.js';
import type { Fact, JournalEntry } from './journal-entry.js';
import { openBranches } from './open-branches.js';
import { type Effect, pendingEffect } from './pending-effect.js';
import { wayBack, wayTo } from './way-back.js';

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
  if (pendingEffect(compiled, state) && !('effect' in input)) refuse('the dialog waits for a service');
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

/** Moves a dialog to another channel; if the present step is not on it, to the latest one that is. */
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
