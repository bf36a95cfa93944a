import { namesIn } from '../check/names-in.js';
import type { ResolvedScript } from '../resolve/resolved-script.js';
import { contextOf, type DialogState } from '../step/dialog-state.js';
import { scriptFormulas } from './script-formulas.js';

/** The questions and rosters whose answers some condition looks at; all others decide on nothing. */
export function decisiveAnswers(script: ResolvedScript): ReadonlySet<string> {
  const formulas = [...scriptFormulas(script)];
  const names = formulas.flatMap(({ formula, path }) =>
    namesIn(formula).flatMap(({ name }) => {
      const [first, second] = name.path;
      return first.name === 'answers' && second ? [second.name, `${path}${second.name}`] : [];
    }),
  );
  return new Set(names);
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
