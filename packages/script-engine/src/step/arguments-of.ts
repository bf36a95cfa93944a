import type { CompiledScript } from '../machine/compile-script.js';
import type { DialogContext } from '../machine/dialog-context.js';
import { type Rounds, scopeValues } from '../machine/scope-values.js';
import type { Argument, Target } from '../model/script.js';
import type { Place } from '../resolve/place.js';

/**
 * The input of a service call. Expressions give exact decimal texts; where the contract wants a number, the text becomes
 * one.
 */
export function argumentsOf(
  compiled: CompiledScript,
  context: DialogContext,
  place: Place,
  call: { readonly target: Target; readonly arguments: readonly Argument[] },
  rounds: Rounds = context.rounds,
): Readonly<Record<string, unknown>> {
  const { expressions, services } = compiled.resolved;
  const values = scopeValues(compiled.resolved, context, place, rounds);
  const environment = { now: context.now, zone: context.zone };
  const parameters = services.parameters(call.target);
  const given = call.arguments.flatMap(({ name, value }): [string, unknown][] => {
    const result = expressions.get(value)?.evaluate(values, environment) ?? null;
    const parameter = parameters?.get(name);
    // What has no value is left out where it may be.
    if (result === null && parameter && !parameter.required) return [];
    return [[name, parameter?.type.kind === 'number' ? toNumber(result) : result]];
  });
  return Object.fromEntries(given);
}

function toNumber(value: unknown): unknown {
  return typeof value === 'string' && /^-?\d+(?:\.\d+)?$/.test(value) ? Number(value) : value;
}
