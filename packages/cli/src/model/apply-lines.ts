import type { DoneStep, Model, ReportedStep } from '@caruso/business-objects';
import { count } from '../terminal.js';

/** A step as people read it. */
function stepLines(step: ReportedStep): readonly string[] {
  const { state, phase, name, message, examples, loses } = step;
  const hint = state === 'stays' ? ` (--allow ${name})` : '';
  return [
    `${(state === 'ready' ? phase : state).padEnd(8)}  ${name}: ${message}${hint}`,
    ...(examples.length === 0 || (loses === 0 && !name.startsWith('codes:'))
      ? []
      : [`          such as ${examples.join(', ')}`]),
  ];
}

/** The whole list, and in a line what will be done of it. */
export function planLines(model: Model, steps: readonly ReportedStep[]): readonly string[] {
  const of = (state: ReportedStep['state']) => steps.filter((step) => step.state === state).length;
  const [ready, stays, blocked] = [of('ready'), of('stays'), of('blocked')];
  return [
    ...steps.flatMap(stepLines),
    `${model.name} ${model.version}: ${count(ready, 'step')} to do, ${stays} not asked for, ${blocked} in the way`,
  ];
}

/** What was done. */
export function receiptLines(model: Model, done: readonly DoneStep[]): readonly string[] {
  const lost = done.filter(({ name }) => LOSING.test(name)).reduce((sum, { loses }) => sum + loses, 0);
  return [
    ...done.map(({ name, ms }) => `done      ${name} (${ms} ms)`),
    `${model.name} ${model.version} is applied: ${count(done.length, 'step')}, ${count(lost, 'value')} lost as allowed`,
  ];
}

const LOSING = /^(?:drop|narrow|convert):/;

/** The statements of a list, each with the step that it is of, for whoever owns the database. */
export function sqlLines(steps: readonly ReportedStep[]): readonly string[] {
  return steps
    .filter(({ state }) => state !== 'stays')
    .flatMap(({ store, name, message, sql }) => [
      `-- ${store}: ${name}: ${message.replaceAll(/\s+/g, ' ')}`,
      ...sql.map((statement) => `${statement};`),
      ...(sql.length === 0 ? ['-- there is no statement for it: its values are converted one by one'] : []),
    ]);
}
