import type { CompiledScript } from '../machine/compile-script.js';
import { letGrow, settle } from '../machine/growing-answers.js';
import { advance } from './advance.js';
import { contextOf, type DialogState } from './dialog-state.js';
import { giveUp, goOn, takeAnswer, takeMiss, takeObjection } from './go-on.js';
import { goThrough } from './go-through.js';
import type { JournalEntry } from './journal-entry.js';
import { takeResult } from './take-result.js';
import { takeUndoFailure, takeUndone, undoThenCut } from './undo.js';
import { actionsBehind } from './way-back.js';

type Start = Extract<JournalEntry, { event: 'start' }>;

/** The state after one more entry of the journal. Pure: the same journal always gives the same state. */
export function evolve(compiled: CompiledScript, state: DialogState | undefined, entry: JournalEntry): DialogState {
  if (entry.event === 'start') return begin(compiled, entry);
  if (entry.event === 'migrate') return afterMigration(compiled, entry);
  if (!state) throw new TypeError('a journal begins with "start"');
  const counted: DialogState = { ...state, seq: entry.seq, changedAt: entry.at, last: lastOf(state, entry) };
  switch (entry.event) {
    case 'answer':
      return entry.verdict === 'accepted' ? takeAnswer(compiled, counted, entry) : takeObjection(counted, entry);
    case 'silence':
    case 'mismatch':
      return takeMiss(counted, entry.event);
    case 'exhausted':
      return giveUp(compiled, counted, entry);
    case 'next':
    case 'branch':
      return goOn(compiled, counted, entry);
    case 'begin':
      return { ...counted, begun: { key: entry.key, effect: entry.effect, undo: entry.undo === true } };
    case 'done':
    case 'failed':
      return takeResult(compiled, counted, entry);
    case 'channel':
      return {
        ...goOn(compiled, counted, entry),
        owner: entry.owner ?? state.owner,
        link: entry.link === undefined ? state.link : undefined,
      };
    case 'link':
      return { ...counted, link: entry.link, links: state.links + 1 };
    case 'back': {
      const behind = entry.forward ? state.shown.filter(({ at }) => at > entry.to).map(({ key }) => key) : [];
      const leaving: DialogState = { ...counted, forward: behind };
      return undoThenCut(compiled, leaving, actionsBehind(counted, entry.to), entry.to);
    }
    case 'cancel': {
      const cancelled: DialogState = { ...counted, cancelled: true, begun: undefined };
      return undoThenCut(compiled, cancelled, actionsBehind(cancelled, 0), undefined);
    }
    case 'erased':
      return { ...counted, erased: true };
    case 'undone':
      return takeUndone(compiled, counted, entry.effect);
    case 'undo-failed':
      return takeUndoFailure(compiled, counted, entry);
  }
}

/** The state to which a journal leads. Of one that was erased nothing is left but that. */
export function replay(compiled: CompiledScript, journal: readonly JournalEntry[]): DialogState | undefined {
  const end = journal.at(-1);
  const readable = end?.event === 'erased' ? [...journal.slice(0, 1), end] : journal;
  let last: DialogState | undefined;
  for (const { state } of statesAlong(compiled, undefined, sinceMigration(readable))) last = state;
  return last;
}

/** The states to which entries lead one after the other. Each but the last holds only until the next is asked for. */
export function* statesAlong(
  compiled: CompiledScript,
  from: DialogState | undefined,
  entries: Iterable<JournalEntry>,
): Generator<{ readonly entry: JournalEntry; readonly state: DialogState }> {
  const fixed = from && contextOf(from).answers;
  let state = from;
  try {
    for (const entry of entries) {
      state = evolve(compiled, state, entry);
      const { answers } = contextOf(state);
      if (answers !== fixed) letGrow(answers);
      yield { entry, state };
    }
  } finally {
    if (state) settle(contextOf(state).answers);
  }
}

/** The part of a journal that is replayed: from the last migration on, since that holds all that came before. */
export function sinceMigration(journal: readonly JournalEntry[]): readonly JournalEntry[] {
  return journal.slice(
    Math.max(
      0,
      journal.findLastIndex(({ event }) => event === 'migrate'),
    ),
  );
}

function begin(compiled: CompiledScript, entry: Start): DialogState {
  return { ...advance(compiled, undefined, entry), ...fresh(entry), start: entry, owner: entry.facts.owner };
}

/** The state that a migration leads to; `compiled` is the version to which it leads. */
function afterMigration(compiled: CompiledScript, entry: Extract<JournalEntry, { event: 'migrate' }>): DialogState {
  const { path, owner, link, drafts, kept, completions } = entry;
  const [start] = path;
  const progress = goThrough(compiled, path);
  if (!progress || start?.event !== 'start') throw new TypeError('a migration has a way that begins with "start"');
  return { ...progress, ...fresh(entry), start, owner, link, drafts, kept, completions };
}

function fresh(entry: JournalEntry) {
  return {
    seq: entry.seq,
    drafts: {},
    forward: [],
    notice: undefined,
    misses: 0,
    link: undefined,
    links: 0,
    left: undefined,
    begun: undefined,
    completions: {},
    lookups: {},
    kept: {},
    undone: new Set(),
    undoing: undefined,
    cancelled: false,
    erased: false,
    changedAt: entry.at,
    last: undefined,
  } satisfies Partial<DialogState>;
}

function lastOf(state: DialogState, entry: JournalEntry): DialogState['last'] {
  if (!('step' in entry) || entry.step === undefined) return state.last;
  const given = entry.event === 'answer' ? ('given' in entry ? entry.given : entry.value) : undefined;
  return { step: entry.step, event: eventOf(entry), given };
}

/** As whoever sends it twice names it. */
function eventOf(entry: JournalEntry): string {
  if (entry.event === 'branch') return `branch ${entry.branch}`;
  return entry.event === 'back' && entry.forward ? 'correct' : entry.event;
}
