import type { Contract } from '@caruso/core';
import { diagnosticLine, didYouMean, LanguageErrors, readXml } from '@caruso/language';
import { buildScript } from '../model/build-script.js';
import type { Call, Script, ScriptReference } from '../model/script.js';
import { itemsOf } from '../model/walk-items.js';
import type { CallableScripts, CallFault } from '../resolve/callable-scripts.js';
import type { CalledScript } from '../resolve/resolved-script.js';
import { Services } from '../resolve/services.js';
import { type Analysis, analyseScript } from './analyse-script.js';

/** A script as it stands in a file. */
export interface ScriptFile {
  readonly file: string;
  readonly text: string;
}

/** Scripts that can call each other, by id and version. Each is analysed once, when it is asked for. */
export class ScriptLibrary {
  readonly #services: Services;
  readonly #scripts = new Map<string, Map<string, Script>>();
  readonly #analyses = new Map<Script, Analysis>();

  /** @param files of two that hold the same version of a script the first counts; what is no XML counts as not there */
  constructor(files: readonly ScriptFile[], contracts?: readonly Contract[]) {
    this.#services = new Services(contracts);
    for (const { file, text } of files) this.#list(file, text);
  }

  /**
   * Reads and checks a script that can call those of the library.
   *
   * @throws LanguageErrors.InvalidDocument when it is not well-formed XML; everything else is in `diagnostics`
   */
  analyse({ file, text }: ScriptFile): Analysis {
    const script = buildScript(readXml(text, file));
    const listed = this.#scripts.get(script.id)?.get(script.version);
    return this.#analysisOf(listed?.source.file === file && listed.source.text === text ? listed : script);
  }

  #list(file: string, text: string): void {
    try {
      const script = buildScript(readXml(text, file));
      const versions = this.#scripts.get(script.id) ?? new Map<string, Script>();
      if (!versions.has(script.version)) versions.set(script.version, script);
      this.#scripts.set(script.id, versions);
    } catch (thrown) {
      if (!LanguageErrors.InvalidDocument.is(thrown)) throw thrown;
    }
  }

  #analysisOf(script: Script): Analysis {
    const known = this.#analyses.get(script);
    if (known) return known;
    const { text, file } = script.source;
    const scripts: CallableScripts = { find: (reference) => this.#find(reference, script) };
    const analysis = analyseScript(text, file, { services: this.#services, scripts });
    this.#analyses.set(script, analysis);
    return analysis;
  }

  #find(reference: ScriptReference, caller: Script): CalledScript | CallFault {
    const versions = this.#scripts.get(reference.script);
    if (!versions) return unknownScript(reference, [...this.#scripts.keys()], caller);
    const called = this.#called(reference);
    if (!called) return unknownVersion(reference, [...versions.keys()]);
    const way = this.#wayBetween(called, caller);
    if (way) {
      const circle = [caller, ...way].map(({ id }) => id).join(' → ');
      return { code: 'call-cycle', message: `These scripts call each other in a circle: ${circle}`, at: 'script' };
    }
    const analysis = this.#analysisOf(called);
    if (!analysis.diagnostics.hasErrors) return analysis;
    const [first] = analysis.diagnostics.all.filter(({ severity }) => severity === 'error');
    const hint = first && diagnosticLine(first);
    return { code: 'broken-script', message: `The script '${called.id}' has errors of its own`, at: 'script', hint };
  }

  #called({ script, version }: ScriptReference): Script | undefined {
    const versions = this.#scripts.get(script);
    return version === undefined ? versions?.get(latestOf([...versions.keys()])) : versions?.get(version);
  }

  /** The calls that lead from one script to another, both included. */
  #wayBetween(from: Script, to: Script, seen: Set<Script> = new Set()): readonly Script[] | undefined {
    // A changed text of a script that is listed as well is still the same script.
    if (from.id === to.id && from.version === to.version) return [from];
    seen.add(from);
    for (const call of callsOf(from)) {
      const called = this.#called(call);
      const way = called && !seen.has(called) ? this.#wayBetween(called, to, seen) : undefined;
      if (way) return [from, ...way];
    }
    return undefined;
  }
}

/** The latest of some versions: numbers in them count as numbers, so that 10 comes after 9. */
export function latestOf(versions: readonly string[]): string {
  return versions.toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true })).at(-1) ?? '';
}

function callsOf(script: Script): readonly Call[] {
  return [...itemsOf(script)].filter((item) => item.kind === 'call');
}

function unknownScript({ script }: ScriptReference, ids: readonly string[], caller: Script): CallFault {
  const others = ids.filter((id) => id !== caller.id).sort();
  const hint = didYouMean(script, others) ?? (others.length ? `there are ${others.join(', ')}` : 'there are no others');
  return { code: 'unknown-script', message: `No script is called '${script}'`, at: 'script', hint };
}

function unknownVersion({ script, version = '' }: ScriptReference, versions: readonly string[]): CallFault {
  const hint = `there is ${versions.length === 1 ? 'version' : 'only'} ${versions.join(', ')}`;
  const message = `The script '${script}' has no version '${version}'`;
  return { code: 'unknown-script-version', message, at: 'version', hint };
}
