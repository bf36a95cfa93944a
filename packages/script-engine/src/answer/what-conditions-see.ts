import type { CompiledScript } from '../machine/compile-script.js';
import type { DialogContext } from '../machine/dialog-context.js';
import { scopeValues } from '../machine/scope-values.js';
import type { Question } from '../model/script.js';
import { placeOf } from '../resolve/place-of.js';

/** The values of all names to which the conditions of a question refer: while it is the same, its answer holds. */
export function whatConditionsSee(compiled: CompiledScript, context: DialogContext, question: Question): string {
  const { resolved } = compiled;
  const formulas = [
    question.when,
    typeof question.required === 'boolean' ? undefined : question.required,
    question.from?.list,
    ...question.checks.map(({ test }) => test),
    ...question.options.map(({ when }) => when),
  ];
  const names = formulas.flatMap((formula) => (formula && resolved.expressions.get(formula)?.names) ?? []);
  const values = scopeValues(resolved, context, placeOf(compiled.resolved, question.id));
  const seen = [...new Set(names)].sort().map((name) => [name, read(values, name.split('.'))]);
  return JSON.stringify(seen);
}

function read(value: unknown, path: readonly string[]): unknown {
  const [name, ...rest] = path;
  if (name === undefined) return value;
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? read((value as Record<string, unknown>)[name], rest)
    : null;
}
