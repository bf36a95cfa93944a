import type { FlowState } from '../flow/flow.js';
import { placeOf } from '../resolve/place-of.js';
import type { ResolvedScript } from '../resolve/resolved-script.js';
import { withAnswer } from './growing-answers.js';
import { keyOf } from './scope-values.js';
import { type Change, change, changeNow, type Moment, target } from './transitions.js';

/** Waits for an answer. Asked again on a way that leads back, it forgets its old answer and those after it. */
export function questionState(resolved: ResolvedScript, state: Extract<FlowState, { kind: 'question' }>): object {
  const { id } = state.item;
  const { frame, branch } = placeOf(resolved, id);
  const branchOf = (key: string) => resolved.places.get(key.slice(key.lastIndexOf('.') + 1))?.branch;
  const forget = ({ context }: Moment): Change => {
    const key = keyOf(frame, context.rounds, id);
    if (!Object.hasOwn(context.answers, key)) return {};
    const keys = Object.keys(context.answers);
    const stale = new Set(keys.slice(keys.indexOf(key)).filter((other) => branchOf(other) === branch));
    return { answers: Object.fromEntries(Object.entries(context.answers).filter(([other]) => !stale.has(other))) };
  };
  const keep = ({ context, event }: Moment): Change =>
    event.type === 'ANSWER'
      ? { answers: withAnswer(context.answers, keyOf(frame, context.rounds, id), event.value) }
      : {};
  const { exhausted } = state;
  const giveUp = exhausted === undefined ? {} : { EXHAUSTED: { target: target(exhausted), actions: changeNow() } };
  const answer = { ANSWER: { target: target(state.next), actions: changeNow(keep) } };
  return { entry: change(forget), on: { ...answer, ...giveUp } };
}
