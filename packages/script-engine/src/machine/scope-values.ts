import type { Frame, Place } from '../resolve/place.js';
import type { ResolvedScript } from '../resolve/resolved-script.js';
import type { DialogContext, Failure } from './dialog-context.js';

/** The rounds of rosters in which something is looked at. */
export type Rounds = Readonly<Record<string, number>>;

/** The prefix of keys in a frame: `meters[0].` inside the first round of `meters`, empty outside. */
export function prefixOf(frame: Frame, rounds: Rounds): string {
  return frame.rosters.map(({ id }) => `${id}[${rounds[id] ?? 0}].`).join('');
}

/** The key under which an answer, a result or an action is kept. */
export function keyOf(frame: Frame, rounds: Rounds, name: string): string {
  return prefixOf(frame, rounds) + name;
}

/**
 * The values of the names that a place sees. Computed ones (`let`, elements of rosters, answers of rounds) are computed
 * when they are read, and then once.
 */
export function scopeValues(
  resolved: ResolvedScript,
  context: DialogContext,
  place: Pick<Place, 'frame' | 'lets'>,
  rounds: Rounds = context.rounds,
): Record<string, unknown> {
  const frames = framesOf(place.frame);
  const values: Record<string, unknown> = {
    input: inputSeen(frames[0], context, rounds),
    dialog: dialogSeen(context),
    failure: failureSeen(context.failure, place.frame.path),
  };
  // Nearly always all that was answered, which every condition of a step looks at.
  if (resolved.hasOneFrame) values.answers = context.answers;
  else define(values, 'answers', () => answersSeen(resolved, context, place.frame, rounds));
  const environment = { now: context.now, zone: context.zone };
  for (const frame of frames) {
    const prefix = prefixOf(frame, rounds);
    for (const name of frame.results) values[localName(frame, name)] = context.data[prefix + name] ?? null;
    const { roster } = frame;
    if (!roster?.roster) continue;
    const round = rounds[roster.id] ?? 0;
    if ('repeat' in roster.roster) {
      values[roster.roster.as] = round + 1;
      continue;
    }
    const { each, as } = roster.roster;
    define(values, as, () => {
      const list = resolved.expressions.get(each)?.evaluate(values, environment);
      return Array.isArray(list) ? (list[round] ?? null) : null;
    });
  }
  for (const { name, value } of place.lets) {
    define(values, name, () => resolved.expressions.get(value)?.evaluate(values, environment) ?? null);
  }
  return values;
}

/** The name that something of a frame has in expressions: within a script that is called without the path to it. */
function localName({ path }: Frame, name: string): string {
  return name.slice(path.length);
}

/** What was handed over to the script, or to the called script whose outermost frame this is. */
function inputSeen(outermost: Frame | undefined, { input, inputs }: DialogContext, rounds: Rounds): unknown {
  const call = outermost?.call;
  return call ? (inputs[keyOf(call.frame, rounds, call.id)] ?? {}) : input;
}

function dialogSeen({ facts, channel, language }: DialogContext): object {
  const { id, owner, contact, customer } = facts;
  return { id, owner, contact, customer, channel, language };
}

/** A script that is called sees only what failed in it, by its own names. */
function failureSeen(failure: Failure | null, path: string): Failure | null {
  if (!failure?.step.startsWith(path)) return null;
  return path === '' ? failure : { ...failure, step: failure.step.slice(path.length) };
}

function framesOf(frame: Frame): Frame[] {
  return frame.parent ? [...framesOf(frame.parent), frame] : [frame];
}

/** The answers as a place sees them: those of its own round beside those of the frames around. */
export function answersSeen(resolved: ResolvedScript, context: DialogContext, frame: Frame, rounds: Rounds): object {
  return resolved.hasOneFrame ? context.answers : answersInRounds(resolved, context, frame, rounds);
}

function answersInRounds(resolved: ResolvedScript, context: DialogContext, frame: Frame, rounds: Rounds): object {
  const seen: Record<string, unknown> = {};
  for (const around of framesOf(frame)) addAnswers(seen, resolved, context, around, rounds);
  return seen;
}

function addAnswers(
  target: Record<string, unknown>,
  resolved: ResolvedScript,
  context: DialogContext,
  frame: Frame,
  rounds: Rounds,
): void {
  const { answers } = context;
  const prefix = prefixOf(frame, rounds);
  for (const id of frame.questions) {
    if (Object.hasOwn(answers, prefix + id)) target[localName(frame, id)] = answers[prefix + id];
  }
  for (const inner of frame.inner)
    define(target, localName(inner, inner.roster?.id ?? ''), () => roundsOf(resolved, context, inner, rounds));
}

/** The answers of all rounds of a roster, as a list of objects; what is computed in a round can be read there too. */
function roundsOf(resolved: ResolvedScript, context: DialogContext, frame: Frame, rounds: Rounds): object[] {
  const id = frame.roster?.id ?? '';
  const key = `${frame.parent ? prefixOf(frame.parent, rounds) : ''}${id}[`;
  let count = 0;
  for (const answered of Object.keys(context.answers)) {
    if (answered.startsWith(key)) count = Math.max(count, Number.parseInt(answered.slice(key.length), 10) + 1);
  }
  return Array.from({ length: count }, (_, round) => {
    const fields: Record<string, unknown> = {};
    const own = { ...rounds, [id]: round };
    addAnswers(fields, resolved, context, frame, own);
    const { end } = frame;
    for (const name of end ? frame.computed : [])
      define(fields, name, () => end && scopeValues(resolved, context, end, own)[name], false);
    return fields;
  });
}

/** @param enumerable whether it is handed on with the object, as answers are; what is computed is not */
function define(target: Record<string, unknown>, name: string, compute: () => unknown, enumerable = true): void {
  Object.defineProperty(target, name, {
    configurable: true,
    enumerable,
    get: () => {
      const value = compute();
      Object.defineProperty(target, name, { value, configurable: true, enumerable });
      return value;
    },
  });
}
