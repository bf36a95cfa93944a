import type { Branch } from '../model/script.js';
import { type Flow, successors } from './flow.js';
import { reachFrom } from './reach-from.js';

/** Whether a branch can hand over to a colleague without asking anything before. */
export function handsOver({ states, branches }: Flow, branch: Branch): boolean {
  const start = branches.get(branch);
  if (start === undefined) return false;
  const reached = reachFrom([start], (name) => {
    const state = states.get(name);
    return !state || state.kind === 'question' ? [] : successors(state);
  });
  return [...reached].some((name) => {
    const state = states.get(name);
    return state?.kind === 'end' && state.item.handover !== undefined;
  });
}
