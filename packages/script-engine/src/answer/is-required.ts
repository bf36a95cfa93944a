import type { CompiledScript } from '../machine/compile-script.js';
import type { DialogContext } from '../machine/dialog-context.js';
import { type Rounds, scopeValues } from '../machine/scope-values.js';
import type { Question } from '../model/script.js';
import { placeOf } from '../resolve/place-of.js';

/** Whether a question must be answered in a state of the dialog. */
export function isRequired(
  { resolved }: CompiledScript,
  context: DialogContext,
  { id, required }: Question,
  rounds: Rounds = context.rounds,
): boolean {
  if (typeof required === 'boolean') return required;
  const values = scopeValues(resolved, context, placeOf(resolved, id), rounds);
  const environment = { now: context.now, zone: context.zone };
  return resolved.expressions.get(required)?.evaluate(values, environment) === true;
}
