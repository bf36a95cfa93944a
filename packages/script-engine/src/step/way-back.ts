import type { CompiledScript } from '../machine/compile-script.js';
import { placeOf } from './current-state.js';
import type { DialogState, Showing } from './dialog-state.js';
import { contextOf } from './dialog-state.js';
import { cutBy } from './evolve.js';

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
  const to = earlier.findLast(({ node }) => placeOf(compiled, node).channels.some((other) => other === channel));
  if (!to) return { reason: `no earlier step is shown on the channel "${channel}"` };
  const fixed = cutBy(state, to.at).find(({ undo, effect }) => !undo && !state.undone.has(effect));
  return fixed ? { reason: `"${fixed.node}" has been carried out and cannot be undone` } : { to };
}
