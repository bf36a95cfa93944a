import type { CompiledScript } from '../machine/compile-script.js';
import { advance } from './advance.js';
import type { DialogState } from './dialog-state.js';
import { giveUp, goOn, takeAnswer, takeMiss, takeObjection } from './go-on.js';
import type { JournalEntry } from './journal-entry.js';
import { takeResult } from './take-result.js';
import { takeUndoFailure, takeUndone, undoThenCut } from './undo.js';
import { actionsBehind } from './way-back.js';

/** The state after one more entry of the journal. Pure: the same journal always gives the same state. */
export function evolve(compiled: CompiledScript, state: DialogState | undefined, entry: JournalEntry): DialogState {
  if (entry.event === 'start') return begin(compiled, entry);
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
    case 'back':
      return undoThenCut(compiled, counted, actionsBehind(counted, entry.to), entry.to);
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
  const last = journal.at(-1);
  const readable = last?.event === 'erased' ? [...journal.slice(0, 1), last] : journal;
  return readable.reduce<DialogState | undefined>((state, entry) => evolve(compiled, state, entry), undefined);
}

function begin(compiled: CompiledScript, entry: Extract<JournalEntry, { event: 'start' }>): DialogState {
  return {
    ...advance(compiled, undefined, entry),
    start: entry,
    seq: entry.seq,
    owner: entry.facts.owner,
    drafts: {},
    notice: undefined,
    misses: 0,
    link: undefined,
    links: 0,
    left: undefined,
    begun: undefined,
    completions: {},
    lookups: {},
    undone: new Set(),
    undoing: undefined,
    cancelled: false,
    erased: false,
    changedAt: entry.at,
    last: undefined,
  };
}

function lastOf(state: DialogState, entry: JournalEntry): DialogState['last'] {
  if (!('step' in entry) || entry.step === undefined) return state.last;
  const given = entry.event === 'answer' ? ('given' in entry ? entry.given : entry.value) : undefined;
  return { step: entry.step, event: entry.event === 'branch' ? `branch ${entry.branch}` : entry.event, given };
}
