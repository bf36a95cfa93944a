import type { Formula } from '../model/script.js';
import type { Place } from '../resolve/place.js';
import type { ResolvedScript } from '../resolve/resolved-script.js';
import type { DialogContext } from './dialog-context.js';
import { scopeValues } from './scope-values.js';

/** The value of a formula as a place sees it. */
export function evaluateAt(resolved: ResolvedScript, formula: Formula, place: Place, context: DialogContext): unknown {
  const { now, zone } = context;
  return resolved.expressions.get(formula)?.evaluate(scopeValues(resolved, context, place), { now, zone });
}

/** Whether a condition holds as a place sees it. What is not known does not hold. */
export function holdsAt(resolved: ResolvedScript, condition: Formula, place: Place, context: DialogContext): boolean {
  return evaluateAt(resolved, condition, place, context) === true;
}
