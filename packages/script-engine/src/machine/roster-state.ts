import { type FlowState, NOWHERE } from '../flow/flow.js';
import type { Section } from '../model/script.js';
import { endOfRound } from '../resolve/end-of-round.js';
import { placeOf } from '../resolve/place-of.js';
import type { ResolvedScript } from '../resolve/resolved-script.js';
import type { DialogContext } from './dialog-context.js';
import { evaluateAt, holdsAt } from './evaluate-at.js';
import { change, type Moment, target } from './transitions.js';

/** More rounds than this nobody goes through; a condition that always holds must not keep a dialog for ever. */
const MOST_ROUNDS = 1_000;

/** Begins the first or the next round of a roster, or leads past it when there is none. */
export function rosterState(
  resolved: ResolvedScript,
  { kind, item, first, past }: Extract<FlowState, { kind: 'enter' | 'each' }>,
): object {
  const nextRound = ({ rounds }: DialogContext) => (kind === 'enter' ? 0 : (rounds[item.id] ?? 0) + 1);
  const begin = change(({ context }) => ({ rounds: { ...context.rounds, [item.id]: nextRound(context) } }));
  const guard = ({ context }: Moment) => hasRound(resolved, item, context, nextRound(context));
  return {
    always: [{ guard, target: target(first), actions: begin }, ...(past === NOWHERE ? [] : [{ target: target(past) }])],
  };
}

/** Whether there is a round of that number; the first of a repeated section always is, it has its `when`. */
function hasRound(resolved: ResolvedScript, section: Section, context: DialogContext, round: number): boolean {
  const { id, roster } = section;
  if (!roster) return false;
  if ('repeat' in roster) {
    if (round === 0) return true;
    return round < MOST_ROUNDS && holdsAt(resolved, roster.repeat, endOfRound(resolved, section), context);
  }
  const list = evaluateAt(resolved, roster.each, placeOf(resolved, id), context);
  return Array.isArray(list) && round < list.length;
}
