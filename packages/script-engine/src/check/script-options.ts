import type { Contract } from '@caruso/core';
import type { Analysis } from './analyse-script.js';
import { type ScriptFile, ScriptLibrary } from './script-library.js';

/** What the reading of a script may be told. */
export interface ScriptOptions {
  /** The contracts of the services it can call; without them services are not checked. */
  readonly contracts?: readonly Contract[];
  /** The scripts it can call, and those that they call. */
  readonly scripts?: readonly ScriptFile[];
  /** The version before: an item that was called otherwise there has to say so. */
  readonly before?: ScriptFile;
}

/**
 * Reads and checks a script with what it can reach.
 *
 * @throws LanguageErrors.InvalidDocument when it is not well-formed XML; everything else is in `diagnostics`
 */
export function analyseWith(script: ScriptFile, { contracts, scripts = [] }: ScriptOptions): Analysis {
  // As it is now it also counts for those that call it in turn.
  return new ScriptLibrary([script, ...scripts], contracts).analyse(script);
}
