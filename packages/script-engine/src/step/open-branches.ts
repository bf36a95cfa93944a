import type { CompiledScript } from '../machine/compile-script.js';
import { holdsAt } from '../machine/evaluate-at.js';
import type { Branch } from '../model/script.js';
import { currentState } from './current-state.js';
import { contextOf, type DialogState } from './dialog-state.js';

/** The branches into which a user can jump off where a dialog stands. */
export function openBranches(compiled: CompiledScript, state: DialogState): readonly Branch[] {
  if (state.snapshot.status === 'done' || state.cancelled) return [];
  const { resolved, script } = compiled;
  const context = contextOf(state);
  const here = currentState(compiled, state).branch;
  return script.branches.filter((branch) => {
    const place = resolved.branches.get(branch);
    if (!place || branch === here || !place.channels.includes(context.channel)) return false;
    return !branch.when || holdsAt(resolved, branch.when, place, context);
  });
}
