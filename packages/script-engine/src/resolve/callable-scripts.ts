import type { ScriptReference } from '../model/script.js';
import type { CalledScript } from './resolved-script.js';

/** Why a script cannot be called. */
export interface CallFault {
  readonly code: 'unknown-script' | 'unknown-script-version' | 'call-cycle' | 'broken-script';
  readonly message: string;
  /** The attribute of the call that is wrong. */
  readonly at: 'script' | 'version';
  readonly hint?: string | undefined;
}

/** The scripts that a script can call. */
export interface CallableScripts {
  find(reference: ScriptReference): CalledScript | CallFault;
}
