import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { type Diagnostic, decodeXml, LanguageErrors } from '@caruso/language';
import { type CompileOptions, checkModelSources, companiesIn, compileModel } from './compile/compile-model.js';
import { folderLibrary } from './compose/folder-library.js';
import type { ModelSource } from './compose/model-documents.js';
import { type Conformance, conformanceOf } from './conformance/conformance.js';
import { blankLost } from './drift/blank-lost.js';
import type { Lost } from './drift/lost-members.js';
import { ObjectErrors } from './errors.js';
import type { Model } from './model/model.js';
import { whyUnread } from './why-unread.js';

/** A folder (all its `.xml` files), a file, or several of them. */
export type ModelLocation = string | readonly string[];

/** What is known besides the place of a model. */
export interface LoadOptions {
  /** Which company's mapping is meant, where there are several. */
  readonly company?: string | undefined;
  /**
   * Where models lie that others build upon: folders and installed packages, which hold the documents of a model, or
   * folders of models. By default the folder in which the model's own folder lies.
   */
  readonly library?: readonly string[] | undefined;
}

/**
 * Reads and compiles a model from disk. Synchronous, because it is read once, before anything starts.
 *
 * @throws ObjectErrors.NoModel when there is nothing to read, LanguageErrors.InvalidDocument with everything that is wrong
 */
export function loadModel(location: ModelLocation, options: LoadOptions = {}): Model {
  return compileModel(readSources(location), compileOptions(location, options));
}

/**
 * Checks the model documents in files and folders, as `caruso model check` does: with the mappings of all companies, or
 * with that of one.
 *
 * @throws ObjectErrors.NoModel when there is nothing to read
 */
export function checkModelFiles(location: ModelLocation, options: LoadOptions = {}): readonly Diagnostic[] {
  let sources: ModelSource[];
  try {
    sources = readSources(location);
  } catch (thrown) {
    if (!LanguageErrors.InvalidDocument.is(thrown)) throw thrown;
    return thrown.data.diagnostics;
  }
  const companies = options.company === undefined ? companiesIn(sources) : [options.company];
  if (companies.length < 2) return checkModelSources(sources, compileOptions(location, options));
  const found = companies.flatMap((company) =>
    checkModelSources(sources, compileOptions(location, { ...options, company })),
  );
  return [...new Map(found.map((diagnostic) => [JSON.stringify(diagnostic), diagnostic])).values()];
}

/**
 * Compares the mapping of a company in files and folders with the model it is for, as `caruso model check --company` does.
 *
 * @throws ObjectErrors.NoModel when there is nothing to read, LanguageErrors.InvalidDocument for a file that is not UTF-8
 */
export function checkConformance(
  location: ModelLocation,
  { company, library }: LoadOptions & { readonly company: string },
): Conformance {
  return conformanceOf(readSources(location), { ...compileOptions(location, { library }), company });
}

/**
 * What else in the documents names what a database no longer gives: lists, forms, details, titles, checks, keys, links.
 *
 * @param lost as {@link lostMembers} finds it
 */
export function driftConsequences(location: ModelLocation, options: LoadOptions, lost: Lost): readonly Diagnostic[] {
  if (lost.size === 0) return [];
  const { library = [], ...rest } = compileOptions(location, options);
  const blank = (release: readonly ModelSource[]) => release.map((source) => blankLost(source, lost));
  // Folders are read only when the model builds on another.
  const blanked = {
    *[Symbol.iterator]() {
      for (const release of library) yield blank(release);
    },
  };
  const without = checkModelSources(blank(readSources(location)), { ...rest, library: blanked });
  const before = new Set(checkModelFiles(location, options).map((each) => JSON.stringify(each)));
  return without
    .filter((each) => !before.has(JSON.stringify(each)))
    .map(({ hint: _, ...each }) => ({ ...each, hint: 'its column or table is gone, or of another type' }));
}

/** Where models lie that the one at a place builds upon, and whose mapping is meant. */
export function compileOptions(location: ModelLocation, { company, library }: LoadOptions): CompileOptions {
  const paths = typeof location === 'string' ? [location] : location;
  const beside = [...new Set(paths.map((path) => dirname(isFolder(path) ? resolve(path) : dirname(resolve(path)))))];
  const releases = folderLibrary(library ?? beside, readSources);
  return company === undefined ? { library: releases } : { library: releases, company };
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function readSources(location: ModelLocation): ModelSource[] {
  const paths = typeof location === 'string' ? [location] : location;
  const files = paths.flatMap(filesAt);
  if (files.length === 0) throw new ObjectErrors.NoModel({ path: paths.join(', '), reason: 'there is no .xml file' });
  return files.map((path) => {
    const file = relative(process.cwd(), path);
    const shown = file.startsWith('..') ? path : file;
    return { file: shown, text: decodeXml(readFileSync(path), shown) };
  });
}

function filesAt(path: string): string[] {
  try {
    if (!statSync(path).isDirectory()) return [path];
    const names = readdirSync(path).filter((name) => name.endsWith('.xml'));
    return names.sort().map((name) => join(path, name));
  } catch (cause) {
    throw new ObjectErrors.NoModel({ path, reason: whyUnread(path, cause) }, { cause });
  }
}
