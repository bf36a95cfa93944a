import { namesIn } from '../check/names-in.js';
import type { Script } from '../model/script.js';
import { contextOf, type DialogState } from '../step/dialog-state.js';
import { scriptFormulas } from './script-formulas.js';

/** The questions and rosters whose answers some condition looks at; all others decide on nothing. */
export function decisiveAnswers(script: Script): ReadonlySet<string> {
  const names = [...scriptFormulas(script)].flatMap(({ formula }) => namesIn(formula));
  return new Set(
    names.flatMap(({ name }) => {
      const [first, second] = name.path;
      return first.name === 'answers' && second ? [second.name] : [];
    }),
  );
}

/** The same for states from which everything goes on in the same way, as far as conditions can tell. */
export function keyOfState(state: DialogState, decisive: ReadonlySet<string>): string {
  const { answers, data, rounds, done, failure } = contextOf(state);
  // `meters[0].reading` is told by the question and by the roster.
  const counting = Object.entries(answers).filter(([key]) =>
    key.split('.').some((part) => decisive.has(part.replace(/\[\d+\]$/, ''))),
  );
  const undoing = state.undoing?.queue.map(({ key }) => key);
  return JSON.stringify([state.snapshot.value, counting, data, rounds, done, failure?.step, state.begun?.key, undoing]);
}
