import type { Flow } from '../flow/flow.js';
import type { CompiledScript } from '../machine/compile-script.js';
import { keyOf, type Rounds } from '../machine/scope-values.js';
import { isLasting } from '../model/lasting-channels.js';
import type { Frame, Place } from '../resolve/place.js';
import { contextOf, type DialogState } from '../step/dialog-state.js';
import { isPrivate, wasGivenHere } from '../step/private-answers.js';

const asking = new WeakMap<Flow, boolean>();

/** Whether what is made of names is to be masked where it is inserted. */
export type Hides = (names: readonly string[], place: Place, rounds: Rounds) => boolean;

/**
 * What of a dialog must not be inserted into wordings now: private answers that were given elsewhere, or would stay in a
 * transcript or a mailbox, and what is computed from them, also in scripts that are called. Undefined when there is nothing to hide, which is nearly always.
 */
export function hiddenInserts(compiled: CompiledScript, state: DialogState): Hides | undefined {
  const { resolved, flow } = compiled;
  if (!asksInPrivate(flow)) return undefined;
  const { answers, channel } = contextOf(state);
  const isShown = (key: string) => !isLasting(channel) && wasGivenHere(state, key);
  const hidden = Object.entries(answers).flatMap(([key, value]) => {
    const node = key.slice(key.lastIndexOf('.') + 1);
    return value !== null && isPrivate(compiled, node) && !isShown(key) ? [{ key, node }] : [];
  });
  if (hidden.length === 0) return undefined;

  /** An answer of the own round, or of those around it, or all that a roster inside has asked. */
  const isOfAnswers = (name: string | undefined, frame: Frame, rounds: Rounds): boolean => {
    if (name === undefined) return true;
    const own = frame.path + name;
    const isHere = hidden.some(({ key, node }) => {
      const rosters = resolved.places.get(node)?.frame.rosters ?? [];
      return key === keyOf(frame, rounds, own) || rosters.some(({ id }) => id === own);
    });
    return isHere || (frame.parent !== undefined && isOfAnswers(name, frame.parent, rounds));
  };
  const isOfCall = (into: string): boolean =>
    [...flow.states.values()].some(
      (state) =>
        state.kind === 'hand-over' &&
        state.item.into === into &&
        hidden.some(({ node }) => node.startsWith(`${state.item.id}/`)),
    );
  const hides: Hides = (names, place, rounds) =>
    names.some((name) => {
      const [first = '', second] = name.split('.');
      if (first === 'answers') return isOfAnswers(second, place.frame, rounds);
      const index = place.lets.findIndex((other) => other.name === first);
      const computed = place.lets[index];
      if (!computed) return isOfCall(place.frame.path + first);
      const from = resolved.expressions.get(computed.value)?.names ?? [];
      return hides(from, { ...place, lets: place.lets.slice(0, index) }, rounds);
    });
  return hides;
}

/** Most scripts have no private question, and the answers of a long dialog are many. */
function asksInPrivate(flow: Flow): boolean {
  const asks =
    asking.get(flow) ?? [...flow.states.values()].some((state) => state.kind === 'question' && state.item.private);
  asking.set(flow, asks);
  return asks;
}
