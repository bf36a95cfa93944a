import type { CompiledScript } from '../machine/compile-script.js';
import { placeOf } from '../resolve/place-of.js';
import { contextOf, type DialogState, type Showing } from './dialog-state.js';

/**
 * The steps before the present one, in order, that are for where the dialog is now: what an agent has gone through before the
 * customer took over is not for the customer. A step shown again on a way that led back stands for all that lay between.
 */
export function trailOf(compiled: CompiledScript, state: DialogState): readonly Showing[] {
  const { channel } = contextOf(state);
  return wayShown(state.shown)
    .slice(0, -1)
    .filter(({ kind, node }) => {
      const isStep = kind === 'question' || kind === 'info';
      return isStep && placeOf(compiled.resolved, node).channels.includes(channel);
    });
}

function wayShown(shown: readonly Showing[]): readonly Showing[] {
  const way: Showing[] = [];
  const places = new Map<string, number>();
  for (const showing of shown) {
    const before = places.get(showing.key);
    if (before !== undefined) for (const { key } of way.splice(before)) places.delete(key);
    places.set(showing.key, way.push(showing) - 1);
  }
  return way;
}
