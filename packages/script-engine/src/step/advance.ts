import { whatConditionsSee } from '../answer/what-conditions-see.js';
import type { CompiledScript } from '../machine/compile-script.js';
import type { DialogEvent, DialogStart } from '../machine/dialog-context.js';
import { firstSnapshot, nextSnapshot } from '../machine/machine-moves.js';
import { keyOf, type Rounds } from '../machine/scope-values.js';
import type { Do } from '../model/script.js';
import { placeOf } from '../resolve/place-of.js';
import { argumentsOf } from './arguments-of.js';
import { currentState } from './current-state.js';
import { type CarriedOut, contextOf, type Progress, type Showing } from './dialog-state.js';
import type { JournalEntry } from './journal-entry.js';
import { plainData } from './plain-data.js';

/** Puts an entry on the path: the machine takes its transition, and what is shown and carried out is noted. */
export function advance(compiled: CompiledScript, progress: Progress | undefined, entry: JournalEntry): Progress {
  if (entry.event === 'start') return begin(compiled, entry);
  if (!progress) throw new TypeError('a journal begins with "start"');
  const event = machineEvent(entry);
  if (!event) return progress;
  // Before the machine moves on, since a replay adds answers in place.
  const seen = withSeen(compiled, progress, entry);
  const snapshot = nextSnapshot(compiled.machine, progress.snapshot, event);
  const path = [...progress.path, entry];
  const moved: Progress = { ...progress, path, snapshot };
  return {
    ...moved,
    shown: entry.event === 'channel' ? progress.shown : withShowing(compiled, moved),
    carriedOut: withEffect(compiled, moved, entry),
    seen,
  };
}

function begin(compiled: CompiledScript, entry: Extract<JournalEntry, { event: 'start' }>): Progress {
  const snapshot = firstSnapshot(compiled.machine, startOf(entry));
  const progress: Progress = { path: [entry], snapshot, shown: [], carriedOut: [], seen: {} };
  return { ...progress, shown: withShowing(compiled, progress) };
}

/** What the machine begins with. */
export function startOf(entry: Extract<JournalEntry, { event: 'start' }>): DialogStart {
  const { facts, input, zone, channel, language, at } = entry;
  return { facts, input, zone, channel, language, now: at };
}

/** What an entry is for the machine; undefined when it takes no transition. */
export function machineEvent(entry: JournalEntry): DialogEvent | undefined {
  const now = entry.at;
  switch (entry.event) {
    case 'answer':
      return entry.verdict === 'accepted' ? { type: 'ANSWER', value: entry.value, now } : undefined;
    case 'next':
      return { type: 'NEXT', now };
    case 'exhausted':
      return { type: 'EXHAUSTED', now };
    case 'branch':
      return { type: `BRANCH.${entry.branch}`, now };
    case 'channel':
      return { type: 'CHANNEL', channel: entry.channel, language: entry.language, now };
    case 'done':
      return { type: 'DONE', result: entry.result, now };
    case 'failed':
      return { type: 'FAILED', failure: entry.failure, now };
    default:
      return undefined;
  }
}

function withShowing(compiled: CompiledScript, progress: Progress): readonly Showing[] {
  const state = currentState(compiled, progress);
  const { kind } = state;
  if (kind !== 'question' && kind !== 'info' && kind !== 'end' && kind !== 'retry') return progress.shown;
  const { frame } = placeOf(compiled.resolved, state.item.id);
  const { rounds } = contextOf(progress);
  const own: Rounds = Object.fromEntries(frame.rosters.map(({ id }) => [id, rounds[id] ?? 0]));
  const key = keyOf(frame, own, state.item.id);
  return [...progress.shown, { node: state.item.id, kind, key, rounds: own, at: progress.path.length }];
}

function withEffect(compiled: CompiledScript, progress: Progress, entry: JournalEntry): readonly CarriedOut[] {
  const happened = entry.event === 'done' || (entry.event === 'failed' && entry.failure.uncertain);
  if (!happened) return progress.carriedOut;
  const state = compiled.flow.states.get(entry.node);
  if (state?.kind !== 'effect' || state.item.kind !== 'do') return progress.carriedOut;
  const undo = undoOf(compiled, progress, state.item, entry.key);
  return [
    ...progress.carriedOut,
    { node: entry.node, key: entry.key, effect: entry.effect, at: progress.path.length, undo },
  ];
}

function undoOf(compiled: CompiledScript, progress: Progress, { id, undo }: Do, key: string): CarriedOut['undo'] {
  if (!undo) return undefined;
  const input = argumentsOf(compiled, contextOf(progress), placeOf(compiled.resolved, id), undo, roundsIn(key));
  // A copy: the answers that it may hold grow in a replay.
  return { target: undo.target, input: plainData(input) as typeof input };
}

/** The rounds that a key such as `meters[2].store` names. */
function roundsIn(key: string): Rounds {
  return Object.fromEntries([...key.matchAll(/([^.[\]]+)\[(\d+)\]\./g)].map(([, id, round]) => [id, Number(round)]));
}

function withSeen(compiled: CompiledScript, before: Progress, entry: JournalEntry): Progress['seen'] {
  if (entry.event !== 'answer') return before.seen;
  const state = compiled.flow.states.get(entry.node);
  if (state?.kind !== 'question' || state.item.keep !== 'silent') return before.seen;
  return { ...before.seen, [entry.key]: whatConditionsSee(compiled, contextOf(before), state.item) };
}
