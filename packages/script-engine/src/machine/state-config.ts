import { type FlowState, NOWHERE } from '../flow/flow.js';
import { placeOf } from '../resolve/place-of.js';
import type { ResolvedScript } from '../resolve/resolved-script.js';
import { comeBackState, handOverState } from './call-states.js';
import { holdsAt } from './evaluate-at.js';
import { questionState } from './question-state.js';
import { rosterState } from './roster-state.js';
import { serviceState } from './service-state.js';
import { changeNow, type Moment, target } from './transitions.js';

/** The history of the main line: the way out of a branch, to the step that it had left. */
export const BACK = '$back';

/** A state of the flow as xstate is told of it. */
export function stateConfig(resolved: ResolvedScript, state: FlowState): object {
  switch (state.kind) {
    case 'gate':
      return gateState(resolved, state);
    case 'question':
      return questionState(resolved, state);
    case 'info':
      return { on: { NEXT: { target: target(state.next), actions: changeNow() } } };
    case 'choose':
      return { always: ways(resolved, state) };
    case 'effect':
      return serviceState(resolved, state);
    case 'call':
      throw new TypeError(`the call "${state.name}" leads to no script`);
    case 'hand-over':
      return handOverState(resolved, state);
    case 'come-back':
      return comeBackState(resolved, state);
    case 'retry':
      return { on: { NEXT: { target: target(state.again), actions: changeNow() } } };
    case 'enter':
    case 'each':
      return rosterState(resolved, state);
    case 'end':
      return { type: 'final', entry: changeNow(() => ({ end: state.item.id })) };
    case 'return':
      return { always: { target: target(BACK) } };
  }
}

function gateState(resolved: ResolvedScript, state: Extract<FlowState, { kind: 'gate' }>): object {
  const { channels, when } = state;
  const place = placeOf(resolved, state.place);
  const opens = ({ context }: Moment) =>
    (!channels || channels.includes(context.channel)) && (!when || holdsAt(resolved, when, place, context));
  return { always: [{ guard: opens, target: target(state.inside) }, { target: target(state.past) }] };
}

function ways(resolved: ResolvedScript, state: Extract<FlowState, { kind: 'choose' }>): object[] {
  const conditional = state.ways.map(({ go, to }) => {
    const { when } = go;
    const place = resolved.gos.get(go);
    if (!when || !place) return { target: target(to) };
    return { guard: ({ context }: Moment) => holdsAt(resolved, when, place, context), target: target(to) };
  });
  const { otherwise } = state;
  return otherwise === undefined || otherwise === NOWHERE
    ? conditional
    : [...conditional, { target: target(otherwise) }];
}
