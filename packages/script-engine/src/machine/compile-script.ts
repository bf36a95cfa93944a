import type { AnyStateMachine } from 'xstate';
import type { Analysis } from '../check/analyse-script.js';
import { analyseWith, type ScriptOptions } from '../check/script-options.js';
import { flattenCalls } from '../flow/flatten-calls.js';
import type { Flow } from '../flow/flow.js';
import type { Script } from '../model/script.js';
import type { ResolvedScript } from '../resolve/resolved-script.js';
import { buildMachine } from './build-machine.js';

/** A dialog script ready to run. */
export interface CompiledScript {
  readonly script: Script;
  /** With the names and ways of the scripts it calls: what is theirs is called `call/name`. */
  readonly resolved: ResolvedScript;
  readonly flow: Flow;
  /** An xstate 5 machine to be used with its pure `initialTransition` and `transition`. */
  readonly machine: AnyStateMachine;
}

/**
 * Reads, checks and compiles a dialog script.
 *
 * @param text the XML document
 * @param file its name, for messages
 * @throws LanguageErrors.InvalidDocument with all errors and warnings, when there is an error
 */
export function compileScript(text: string, file: string, options: ScriptOptions = {}): CompiledScript {
  return compileAnalysis(analyseWith({ text, file }, options));
}

/** Compiles a script that was analysed already. */
export function compileAnalysis(analysis: Analysis): CompiledScript {
  analysis.diagnostics.throwIfErrors();
  const { resolved, flow } = flattenCalls(analysis);
  return { script: resolved.script, resolved, flow, machine: buildMachine(resolved, flow) };
}
