import type { CompiledScript } from '../machine/compile-script.js';
import { placeOf } from '../resolve/place-of.js';
import { type CarriedOut, contextOf, type DialogState, type Showing } from './dialog-state.js';

/** Where the way back leads, or why there is none. */
export type WayBack = { readonly to: Showing } | { readonly reason: string };

/** Finds the step shown before that is on the present channel, and whether all actions on the way can be undone. */
export function wayBack(compiled: CompiledScript, state: DialogState): WayBack {
  if (state.snapshot.status === 'done') return { reason: 'the dialog has ended' };
  return wayTo(compiled, state, contextOf(state).channel);
}

/** The way back to the latest earlier step on a channel. */
export function wayTo(compiled: CompiledScript, state: DialogState, channel: string): WayBack {
  const earlier = state.shown.slice(0, -1);
  const to = earlier.findLast(({ node }) =>
    placeOf(compiled.resolved, node).channels.some((other) => other === channel),
  );
  if (!to) return { reason: `no earlier step is shown on the channel "${channel}"` };
  return wayOver(state, to);
}

/** The way back to an earlier step, if all actions on it can be undone. */
export function wayOver(state: DialogState, to: Showing): WayBack {
  const fixed = actionsBehind(state, to.at).find(({ undo }) => !undo);
  return fixed ? { reason: `"${fixed.node}" has been carried out and cannot be undone` } : { to };
}

/** The actions on the path behind a length that have not been undone, the first first. */
export function actionsBehind({ carriedOut, undone }: DialogState, to: number): readonly CarriedOut[] {
  return carriedOut.filter(({ at, effect }) => at > to && !undone.has(effect));
}
