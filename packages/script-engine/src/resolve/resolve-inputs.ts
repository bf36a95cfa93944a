import { type Diagnostics, didYouMean, type Scope } from '@caruso/language';
import type { Call, Script } from '../model/script.js';
import { inputType } from './build-scope.js';
import type { FormulaCompiler } from './formula-compiler.js';
import { resolveArguments } from './resolve-call.js';

/** Checks what a call hands over against the inputs of the script it calls, and compiles it. */
export function resolveInputs(
  call: Call,
  called: Script | undefined,
  scope: Scope,
  formulas: FormulaCompiler,
  diagnostics: Diagnostics,
): void {
  const inputs = called && new Map(called.inputs.map((input) => [input.name, input]));
  const typeOf = (name: string) => {
    const input = inputs?.get(name);
    return input && inputType(input);
  };
  resolveArguments(call.arguments, typeOf, scope, formulas, diagnostics);
  if (!inputs) return;
  const given = new Set<string>();
  for (const { name, at } of call.arguments) {
    if (given.has(name)) diagnostics.error('duplicate-argument', `The input '${name}' is given twice`, at);
    given.add(name);
    if (inputs.has(name)) continue;
    const hint =
      didYouMean(name, inputs.keys()) ?? (inputs.size ? `it has ${[...inputs.keys()].join(', ')}` : undefined);
    diagnostics.error('unknown-input', `The script '${call.script}' has no input '${name}'`, at, hint);
  }
  for (const { name, default: preset } of inputs.values()) {
    if (preset !== undefined || given.has(name)) continue;
    const hint = `add <with name="${name}" value="…"/>`;
    diagnostics.error('missing-input', `The script '${call.script}' needs the input '${name}'`, call.at, hint);
  }
}
