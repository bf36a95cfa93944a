import type { Contract } from '@caruso/core';
import { type Diagnostic, LanguageErrors } from '@caruso/language';
import { latestOf, type ScriptFile, ScriptLibrary } from '../check/script-library.js';
import { ScriptErrors } from '../errors.js';
import { type CompiledScript, compileAnalysis, compileScript } from '../machine/compile-script.js';
import type { StoredScript } from './journal.js';
import { pinOf } from './pin-of.js';

/** A script that can be started, with the versions that are kept for its dialogs. */
export interface CatalogueEntry {
  readonly compiled: CompiledScript;
  readonly stored: StoredScript;
  /** The scripts it calls, and those that they call. */
  readonly called: readonly StoredScript[];
}

/** The scripts that can be started, by id. Of each it may hold several versions, so that a call can name one. */
export class ScriptCatalogue {
  #versions = new Map<string, Map<string, CatalogueEntry>>();
  readonly #byHash = new Map<string, CompiledScript>();
  readonly #contracts: readonly Contract[] | undefined;

  /**
   * @param contracts those of the services that scripts can call; without them services are not checked
   * @param callable scripts that can be called, and not started
   * @throws LanguageErrors.InvalidDocument with the errors of all scripts; ScriptErrors.DuplicateScript
   */
  constructor(files: readonly ScriptFile[], contracts?: readonly Contract[], callable: readonly ScriptFile[] = []) {
    this.#contracts = contracts;
    const library = new ScriptLibrary([...files, ...callable], contracts);
    const wrong: Diagnostic[] = [];
    for (const file of files) {
      try {
        this.#add(file.file, compileAnalysis(library.analyse(file)));
      } catch (thrown) {
        if (!LanguageErrors.InvalidDocument.is(thrown)) throw thrown;
        wrong.push(...thrown.data.diagnostics.filter(({ severity }) => severity === 'error'));
      }
    }
    if (wrong[0]) throw new LanguageErrors.InvalidDocument({ file: wrong[0].file, diagnostics: wrong });
  }

  /** The latest version of each script. */
  entries(): readonly CatalogueEntry[] {
    return [...this.#versions.keys()].map((id) => this.get(id));
  }

  /**
   * The latest version of a script.
   *
   * @throws ScriptErrors.UnknownScript
   */
  get(id: string): CatalogueEntry {
    const versions = this.#versions.get(id);
    const entry = versions?.get(latestOf([...versions.keys()]));
    if (entry) return entry;
    throw new ScriptErrors.UnknownScript({ script: id, known: [...this.#versions.keys()].sort() });
  }

  /**
   * A text that may become the next version of a script, checked as if it lay beside the others.
   *
   * @throws LanguageErrors.InvalidDocument when it has errors; ScriptErrors.UnknownScript
   */
  candidate(id: string, text: string): CatalogueEntry {
    const { file } = this.get(id).stored;
    const beside = this.files().filter((other) => other.file !== file);
    const compiled = compileScript(text, file, {
      scripts: beside,
      ...(this.#contracts ? { contracts: this.#contracts } : {}),
    });
    const [stored, ...called] = pinOf(compiled.resolved);
    return { compiled, stored, called };
  }

  /** All versions of all scripts. */
  versions(): readonly CatalogueEntry[] {
    return [...this.#versions.values()].flatMap((versions) => [...versions.values()]);
  }

  /** All versions as they stand in their files. */
  files(): readonly StoredScript[] {
    return this.versions().map(({ stored }) => stored);
  }

  /**
   * A catalogue of the same files, with some of them new or as they are now.
   *
   * @throws LanguageErrors.InvalidDocument with their errors, and those they make in scripts that call them; ScriptErrors.DuplicateScript
   */
  withFiles(changed: readonly ScriptFile[]): ScriptCatalogue {
    const others = this.files().filter(({ file }) => !changed.some((other) => other.file === file));
    return new ScriptCatalogue([...others, ...changed], this.#contracts);
  }

  /** Holds from now on what another catalogue holds. Versions on which dialogs run are found as before. */
  become(other: ScriptCatalogue): void {
    this.#versions = other.#versions;
    for (const [hash, compiled] of other.#byHash) this.#byHash.set(hash, compiled);
  }

  /** A version by its content, if it is one that is known already. */
  byHash(hash: string): CompiledScript | undefined {
    return this.#byHash.get(hash);
  }

  /**
   * Takes up an earlier version on which dialogs still run, with the versions of the scripts it calls. It was checked when
   * they were started; services that have changed since are met when they are called.
   */
  takeUp({ hash, text, file }: StoredScript, called: readonly ScriptFile[]): CompiledScript {
    const compiled = this.#compileOld(text, file, called);
    this.#byHash.set(hash, compiled);
    return compiled;
  }

  #compileOld(text: string, file: string, scripts: readonly ScriptFile[]): CompiledScript {
    try {
      return compileScript(text, file, { scripts, ...(this.#contracts ? { contracts: this.#contracts } : {}) });
    } catch (thrown) {
      if (!LanguageErrors.InvalidDocument.is(thrown)) throw thrown;
      return compileScript(text, file, { scripts });
    }
  }

  #add(file: string, compiled: CompiledScript): void {
    const { id, version } = compiled.script;
    const versions = this.#versions.get(id) ?? new Map<string, CatalogueEntry>();
    const other = versions.get(version);
    if (other) throw new ScriptErrors.DuplicateScript({ script: id, version, files: [other.stored.file, file] });
    const [stored, ...called] = pinOf(compiled.resolved);
    this.#versions.set(id, versions.set(version, { compiled, stored, called }));
    this.#byHash.set(stored.hash, compiled);
  }
}
