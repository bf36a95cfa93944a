import type { CompiledScript } from '../machine/compile-script.js';
import type { CarriedOut, DialogState } from './dialog-state.js';
import { draftsAfter } from './drafts-after.js';
import { goThrough } from './go-through.js';
import type { JournalEntry } from './journal-entry.js';
import { undoId } from './pending-effect.js';

/**
 * Runs the compensations of actions, the last action first, and then cuts the path.
 *
 * @param to the length that stays of the path; undefined when all of it stays, because the dialog is cancelled
 */
export function undoThenCut(
  compiled: CompiledScript,
  state: DialogState,
  actions: readonly CarriedOut[],
  to: number | undefined,
): DialogState {
  const queue = actions.filter(({ undo }) => undo).toReversed();
  return cutWhenUndone(compiled, { ...state, notice: undefined, undoing: { queue, to } });
}

/** A compensation was carried out. */
export function takeUndone(compiled: CompiledScript, state: DialogState, effect: string): DialogState {
  const { queue = [], to } = state.undoing ?? {};
  const settled = queue.filter((action) => undoId(action) === effect).map((action) => action.effect);
  const rest = queue.filter((action) => undoId(action) !== effect);
  const next = { ...state, begun: undefined, undone: new Set([...state.undone, ...settled]) };
  return cutWhenUndone(compiled, { ...next, undoing: { queue: rest, to } });
}

/** A way back stays where it is when a compensation fails; a cancelled dialog goes on with the others. */
export function takeUndoFailure(
  compiled: CompiledScript,
  state: DialogState,
  entry: Extract<JournalEntry, { event: 'undo-failed' }>,
): DialogState {
  const next: DialogState = { ...state, begun: undefined, notice: { kind: 'undo-failed', failure: entry.failure } };
  if (!state.cancelled) return { ...next, undoing: undefined, forward: [] };
  const queue = state.undoing?.queue.filter((action) => undoId(action) !== entry.effect) ?? [];
  return cutWhenUndone(compiled, { ...next, undoing: { queue, to: undefined } });
}

function cutWhenUndone(compiled: CompiledScript, state: DialogState): DialogState {
  const { undoing } = state;
  if (!undoing || undoing.queue.length > 0) return state;
  const settled = { ...state, undoing: undefined };
  return undoing.to === undefined ? settled : cutTo(compiled, settled, undoing.to);
}

/** Cuts the path; answers that are gone from it become drafts, and the channel stays the present one. */
function cutTo(compiled: CompiledScript, state: DialogState, to: number): DialogState {
  const channel = state.path.slice(to).findLast(({ event }) => event === 'channel');
  const path = [...state.path.slice(0, to), ...(channel ? [channel] : [])];
  const progress = goThrough(compiled, path);
  if (!progress) return state;
  const onPath = new Set(progress.carriedOut.map(({ effect }) => effect));
  return {
    ...state,
    ...progress,
    undone: new Set([...state.undone].filter((effect) => onPath.has(effect))),
    drafts: draftsAfter(state.drafts, state, progress),
    notice: undefined,
    misses: 0,
    left: undefined,
  };
}
