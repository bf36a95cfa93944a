import { type Diagnostics, type Type, types } from '@caruso/language';
import type { Call } from '../model/script.js';
import { itemsOf } from '../model/walk-items.js';
import type { CallableScripts } from './callable-scripts.js';
import type { CalledScript } from './resolved-script.js';

/** The scripts that the calls of one script lead to; what is wrong with a call is reported once. */
export class CalledScripts {
  readonly #scripts: CallableScripts;
  readonly #diagnostics: Diagnostics;
  readonly #seen = new Set<Call>();
  readonly found = new Map<Call, CalledScript>();

  constructor(scripts: CallableScripts, diagnostics: Diagnostics) {
    this.#scripts = scripts;
    this.#diagnostics = diagnostics;
  }

  of(call: Call): CalledScript | undefined {
    // A name that is missing is the vocabulary's to report.
    if (this.#seen.has(call) || call.script === '') return this.found.get(call);
    this.#seen.add(call);
    const found = this.#scripts.find(call);
    if ('resolved' in found) {
      this.found.set(call, found);
      return found;
    }
    const { code, message, at, hint } = found;
    this.#diagnostics.error(code, message, at === 'version' ? call.versionAt : call.scriptAt, hint);
    return undefined;
  }

  /** The type of what a call brings back: `outcome`, one of those of its ends, and `answers`. */
  resultType(call: Call): Type {
    const called = this.of(call)?.resolved;
    if (!called) return types.unknown;
    const outcomes = [...itemsOf(called.script)].flatMap((item) => (item.kind === 'end' ? [item.outcome] : []));
    return types.object({ outcome: types.code(...new Set(outcomes)), answers: called.answers }, call.into);
  }
}
