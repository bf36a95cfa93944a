import type { FlowState } from '../flow/flow.js';
import { placeOf } from '../resolve/place-of.js';
import type { ResolvedScript } from '../resolve/resolved-script.js';
import { keyOf } from './scope-values.js';
import { type Change, changeNow, type Moment, target } from './transitions.js';

/** Waits for the result of a service. An action that was carried out is passed by, unless it is to be done again. */
export function serviceState(
  resolved: ResolvedScript,
  { item, next, failed }: Extract<FlowState, { kind: 'effect' }>,
): object {
  const { frame } = placeOf(resolved, item.id);
  const { into } = item;
  const keep = ({ context, event }: Moment): Change => {
    if (event.type !== 'DONE') return {};
    const result = into === undefined ? {} : { [keyOf(frame, context.rounds, into)]: event.result ?? null };
    const done = item.kind === 'do' ? { [keyOf(frame, context.rounds, item.id)]: true as const } : {};
    return { data: { ...context.data, ...result }, done: { ...context.done, ...done } };
  };
  const noteFailure = ({ event }: Moment): Change => (event.type === 'FAILED' ? { failure: event.failure } : {});
  const wasDone = ({ context }: Moment) => Object.hasOwn(context.done, keyOf(frame, context.rounds, item.id));
  return {
    ...(item.kind === 'do' && !item.again ? { always: { guard: wasDone, target: target(next) } } : {}),
    on: {
      DONE: { target: target(next), actions: changeNow(keep) },
      FAILED: { target: target(failed), actions: changeNow(noteFailure) },
    },
  };
}
