import { judgeInput } from '../answer/read-input.js';
import { ScriptErrors } from '../errors.js';
import type { FlowState } from '../flow/flow.js';
import { placeOf } from '../resolve/place-of.js';
import type { ResolvedScript } from '../resolve/resolved-script.js';
import type { DialogContext } from './dialog-context.js';
import { evaluateAt } from './evaluate-at.js';
import { answersSeen, keyOf } from './scope-values.js';
import { type Change, change, type Moment, target } from './transitions.js';

/** Leads into a script that is called, with inputs that hold as long as it runs; or past it, when they do not fit. */
export function handOverState(
  resolved: ResolvedScript,
  { item, called, inside, failed }: Extract<FlowState, { kind: 'hand-over' }>,
): object {
  const place = placeOf(resolved, item.id);
  const judge = (context: DialogContext) => {
    const given = item.arguments.map(({ name, value }) => [name, evaluateAt(resolved, value, place, context)]);
    return judgeInput(called, Object.fromEntries(given) as Readonly<Record<string, unknown>>);
  };
  const enter = ({ context }: Moment): Change => {
    const inputs = { ...context.inputs, [keyOf(place.frame, context.rounds, item.id)]: judge(context).input };
    // What an earlier round brought back does not hold for this one.
    const { [keyOf(place.frame, context.rounds, item.into ?? '')]: _stale, ...data } = context.data;
    return { inputs, data };
  };
  const refuse = ({ context }: Moment): Change => {
    const { code, message } = new ScriptErrors.InvalidInput({ script: called.id, issues: judge(context).issues });
    return { failure: { step: item.id, code, message, uncertain: false } };
  };
  return {
    always: [
      {
        guard: ({ context }: Moment) => judge(context).issues.length === 0,
        target: target(inside),
        actions: change(enter),
      },
      { target: target(failed), actions: change(refuse) },
    ],
  };
}

/** Leads from an end of a script that was called back to its caller, with outcome and answers. */
export function comeBackState(
  resolved: ResolvedScript,
  { item, end, next }: Extract<FlowState, { kind: 'come-back' }>,
): object {
  const { into } = item;
  const { frame } = placeOf(resolved, item.id);
  const inside = placeOf(resolved, end.id);
  const bring = ({ context }: Moment): Change => {
    if (into === undefined) return {};
    const seen = answersSeen(resolved, context, outermost(inside.frame), context.rounds);
    // As plain data: what is computed when it is read would change with later answers.
    const answers: unknown = JSON.parse(JSON.stringify(seen));
    return { data: { ...context.data, [keyOf(frame, context.rounds, into)]: { outcome: end.outcome, answers } } };
  };
  return { always: { target: target(next), actions: change(bring) } };
}

function outermost(frame: ReturnType<typeof placeOf>['frame']): ReturnType<typeof placeOf>['frame'] {
  return frame.parent ? outermost(frame.parent) : frame;
}
