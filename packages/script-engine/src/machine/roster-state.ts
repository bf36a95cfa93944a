import { type FlowState, NOWHERE } from '../flow/flow.js';
import { placeOf } from '../resolve/place-of.js';
import type { ResolvedScript } from '../resolve/resolved-script.js';
import type { DialogContext } from './dialog-context.js';
import { evaluateAt } from './evaluate-at.js';
import { change, type Moment, target } from './transitions.js';

/** Begins the first or the next round of a roster, or leads past it when its list has no more elements. */
export function rosterState(
  resolved: ResolvedScript,
  { kind, item, first, past }: Extract<FlowState, { kind: 'enter' | 'each' }>,
): object {
  const place = placeOf(resolved, item.id);
  const nextRound = ({ rounds }: DialogContext) => (kind === 'enter' ? 0 : (rounds[item.id] ?? 0) + 1);
  const hasMore = ({ context }: Moment) => {
    const list = item.roster && evaluateAt(resolved, item.roster.each, place, context);
    return Array.isArray(list) && nextRound(context) < list.length;
  };
  const begin = change(({ context }) => ({ rounds: { ...context.rounds, [item.id]: nextRound(context) } }));
  return {
    always: [
      { guard: hasMore, target: target(first), actions: begin },
      ...(past === NOWHERE ? [] : [{ target: target(past) }]),
    ],
  };
}
