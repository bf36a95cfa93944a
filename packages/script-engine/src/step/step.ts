import type { CompiledScript } from '../machine/compile-script.js';
import type { DialogInput, StepEnvironment } from './dialog-input.js';
import { contextOf, type DialogState } from './dialog-state.js';
import { evolve } from './evolve.js';
import { factsOf } from './facts-of.js';
import { followUp } from './follow-up.js';
import type { Fact, JournalEntry } from './journal-entry.js';
import { type Effect, pendingEffect } from './pending-effect.js';

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
  const write = (before: DialogState | undefined, fact: Fact): DialogState => {
    const entry = entryOf(before, fact, input, environment);
    entries.push(entry);
    return evolve(compiled, before, entry);
  };
  const [first, ...others] = factsOf(compiled, state, input, environment);
  let next = others.reduce(write, write(state, first));
  const follows = () => followUp(compiled, next, input, environment);
  for (let fact = follows(); fact; fact = follows()) next = write(next, fact);
  const effect = pendingEffect(compiled, next);
  return { state: next, entries, effects: effect ? [effect] : [] };
}

/** A fact with its place in the journal; one that decides channel and language is already there. */
function entryOf(
  before: DialogState | undefined,
  fact: Fact,
  input: DialogInput,
  { now, who }: StepEnvironment,
): JournalEntry {
  const decides = 'channel' in input && (fact.event === 'start' || fact.event === 'channel');
  const place = decides ? input : before && contextOf(before);
  if (!place) throw new TypeError('a dialog begins with "start"');
  const { channel, language } = place;
  return { ...fact, seq: (before?.seq ?? 0) + 1, at: now, who, channel, language };
}
