import type { CompiledScript } from '../machine/compile-script.js';
import { holdsAt } from '../machine/evaluate-at.js';
import type { Branch } from '../model/script.js';
import { placeOf } from '../resolve/place-of.js';
import { currentState } from './current-state.js';
import { contextOf, type DialogState } from './dialog-state.js';

/** The branches into which a user can jump off where a dialog stands. */
export function openBranches(compiled: CompiledScript, state: DialogState): readonly Branch[] {
  if (state.snapshot.status === 'done' || state.cancelled) return [];
  const { resolved, flow } = compiled;
  const context = contextOf(state);
  const current = currentState(compiled, state);
  const { path } = 'item' in current ? placeOf(resolved, current.item.id).frame : resolved.root;
  return [...flow.branches.keys()].filter((branch) => {
    const place = resolved.branches.get(branch);
    // Those of a script that is called are open while the dialog is in it.
    if (!place || branch === current.branch || !path.startsWith(place.frame.path)) return false;
    if (!place.channels.includes(context.channel)) return false;
    return !branch.when || holdsAt(resolved, branch.when, place, context);
  });
}
