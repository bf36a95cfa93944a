import type { AnyStateMachine } from 'xstate';
import { type Analysis, analyseScript } from '../check/analyse-script.js';
import { reachOf, type ScriptOptions } from '../check/script-options.js';
import type { Flow } from '../flow/flow.js';
import type { Script } from '../model/script.js';
import type { ResolvedScript } from '../resolve/resolved-script.js';
import { buildMachine } from './build-machine.js';

/** A dialog script ready to run. */
export interface CompiledScript {
  readonly script: Script;
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
  return compileAnalysis(analyseScript(text, file, reachOf(options)));
}

/** Compiles a script that was analysed already. */
export function compileAnalysis({ resolved, flow, diagnostics }: Analysis): CompiledScript {
  diagnostics.throwIfErrors();
  return { script: resolved.script, resolved, flow, machine: buildMachine(resolved, flow) };
}
