import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { type Diagnostic, decodeXml, LanguageErrors } from '@caruso/language';
import { ObjectErrors } from '../errors.js';
import { checkModelSources, compileModel, type ModelSource } from './compile-model.js';
import type { Model } from './model.js';

/** A folder (all its `.xml` files), a file, or several of them. */
export type ModelLocation = string | readonly string[];

/**
 * Reads and compiles a model from disk. Synchronous, because it is read once, before anything starts.
 *
 * @throws ObjectErrors.NoModel when there is nothing to read, LanguageErrors.InvalidDocument with everything that is wrong
 */
export function loadModel(location: ModelLocation): Model {
  return compileModel(readSources(location));
}

/**
 * Checks the model documents in files and folders, as `caruso model check` does.
 *
 * @throws ObjectErrors.NoModel when there is nothing to read
 */
export function checkModelFiles(location: ModelLocation): readonly Diagnostic[] {
  let sources: ModelSource[];
  try {
    sources = readSources(location);
  } catch (thrown) {
    if (!LanguageErrors.InvalidDocument.is(thrown)) throw thrown;
    return thrown.data.diagnostics;
  }
  return checkModelSources(sources);
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
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ObjectErrors.NoModel({ path, reason }, { cause });
  }
}
