import { createHash } from 'node:crypto';
import type { Contract } from '@caruso/core';
import { type Diagnostic, LanguageErrors } from '@caruso/language';
import { analyseScript } from '../check/analyse-script.js';
import { reachOf } from '../check/script-options.js';
import { ScriptErrors } from '../errors.js';
import { type CompiledScript, compileAnalysis, compileScript } from '../machine/compile-script.js';
import type { StoredScript } from './journal.js';

/** A script as it stands in a file. */
export interface ScriptFile {
  readonly file: string;
  readonly text: string;
}

/** A script that can be started, with the version that is kept for its dialogs. */
export interface CatalogueEntry {
  readonly compiled: CompiledScript;
  readonly stored: StoredScript;
}

/** The scripts that can be started, by id. */
export class ScriptCatalogue {
  readonly #entries = new Map<string, CatalogueEntry>();
  readonly #byHash = new Map<string, CompiledScript>();
  readonly #contracts: readonly Contract[] | undefined;

  /**
   * @param contracts those of the services that scripts can call; without them services are not checked
   * @throws LanguageErrors.InvalidDocument with the errors of all scripts; ScriptErrors.DuplicateScript
   */
  constructor(files: readonly ScriptFile[], contracts?: readonly Contract[]) {
    this.#contracts = contracts;
    const wrong: Diagnostic[] = [];
    for (const { file, text } of files) {
      try {
        this.#add(file, text);
      } catch (thrown) {
        if (!LanguageErrors.InvalidDocument.is(thrown)) throw thrown;
        wrong.push(...thrown.data.diagnostics.filter(({ severity }) => severity === 'error'));
      }
    }
    if (wrong[0]) throw new LanguageErrors.InvalidDocument({ file: wrong[0].file, diagnostics: wrong });
  }

  entries(): readonly CatalogueEntry[] {
    return [...this.#entries.values()];
  }

  /** @throws ScriptErrors.UnknownScript */
  get(id: string): CatalogueEntry {
    const entry = this.#entries.get(id);
    if (entry) return entry;
    throw new ScriptErrors.UnknownScript({ script: id, known: [...this.#entries.keys()].sort() });
  }

  /** A version by its content, if it is one that is known already. */
  byHash(hash: string): CompiledScript | undefined {
    return this.#byHash.get(hash);
  }

  /**
   * Takes up an earlier version on which dialogs still run. It was checked when they were started; services that have
   * changed since are met when they are called.
   */
  takeUp({ hash, text, file }: StoredScript): CompiledScript {
    const compiled = this.#compileOld(text, file);
    this.#byHash.set(hash, compiled);
    return compiled;
  }

  #compileOld(text: string, file: string): CompiledScript {
    try {
      return compileScript(text, file, this.#contracts ? { contracts: this.#contracts } : {});
    } catch (thrown) {
      if (!LanguageErrors.InvalidDocument.is(thrown)) throw thrown;
      return compileScript(text, file);
    }
  }

  #add(file: string, text: string): void {
    const compiled = compileAnalysis(
      analyseScript(text, file, reachOf(this.#contracts ? { contracts: this.#contracts } : {})),
    );
    const { id, version } = compiled.script;
    const other = this.#entries.get(id);
    if (other) throw new ScriptErrors.DuplicateScript({ script: id, files: [other.stored.file, file] });
    const hash = hashOf(text);
    this.#entries.set(id, { compiled, stored: { hash, id, version, file, text } });
    this.#byHash.set(hash, compiled);
  }
}

/** The content hash that names a version of a script: SHA-256 of its text. */
function hashOf(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
