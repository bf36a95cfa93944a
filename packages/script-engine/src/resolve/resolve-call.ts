import { type Diagnostics, isAssignable, type Scope, type Type, typeInWords } from '@caruso/language';
import type { Argument, Target } from '../model/script.js';
import type { FormulaCompiler } from './formula-compiler.js';
import type { Services } from './services.js';

/** Checks a call against the contract of its service, and compiles its arguments. */
export function resolveCall(
  call: { readonly target: Target; readonly arguments: readonly Argument[] },
  scope: Scope,
  services: Services,
  formulas: FormulaCompiler,
  diagnostics: Diagnostics,
): void {
  services.check(call.target, call.arguments, diagnostics);
  const parameters = services.parameters(call.target);
  resolveArguments(call.arguments, (name) => parameters?.get(name)?.type, scope, formulas, diagnostics);
}

/** Compiles arguments, and reports those that are of another type than they are wanted of. */
export function resolveArguments(
  given: readonly Argument[],
  typeOf: (name: string) => Type | undefined,
  scope: Scope,
  formulas: FormulaCompiler,
  diagnostics: Diagnostics,
): void {
  for (const { name, value } of given) {
    const wanted = typeOf(name);
    const literalMatters = wanted && ['code', 'date', 'time', 'instant'].includes(wanted.kind);
    const compiled = formulas.formula(value, scope, literalMatters ? wanted : undefined);
    if (!compiled || !wanted || fitsParameter(compiled.type, wanted)) continue;
    const message = `The argument '${name}' is ${typeInWords(wanted)}, this is ${typeInWords(compiled.type)}`;
    diagnostics.error('wrong-type', message, value);
  }
}

/**
 * Whether an argument fits its parameter. A text takes numbers, dates and times as well, because contracts carry exact
 * decimals as texts.
 */
function fitsParameter(actual: Type, wanted: Type): boolean {
  if (isAssignable(actual, wanted)) return true;
  return wanted.kind === 'text' && ['number', 'date', 'time', 'instant', 'duration'].includes(actual.kind);
}
