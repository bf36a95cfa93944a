import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { ObjectErrors } from '../errors.js';
import type { ModelRelease } from './model-documents.js';

/**
 * The models in folders and packages. Each of them, and each folder right below it, that has `.xml` files is one release of
 * a model; so a library can hold several models, and several versions of each. Nothing is read before it is asked for.
 *
 * @param places folders, or names of installed packages
 * @param read reads all documents of a folder
 * @throws ObjectErrors.NoModel while it is asked for, when a place is neither
 */
export function folderLibrary(
  places: readonly string[],
  read: (folder: string) => ModelRelease,
): Iterable<ModelRelease> {
  return {
    *[Symbol.iterator]() {
      for (const folder of places.map(folderOf)) {
        for (const each of [folder, ...foldersIn(folder)]) if (hasDocuments(each)) yield read(each);
      }
    },
  };
}

function folderOf(place: string): string {
  const folder = resolve(place);
  if (existsSync(folder)) return folder;
  for (let at = process.cwd(); ; at = dirname(at)) {
    const installed = join(at, 'node_modules', place);
    if (existsSync(installed)) return installed;
    if (at === dirname(at)) break;
  }
  throw new ObjectErrors.NoModel({ path: place, reason: 'the library names it, and it is no folder and no package' });
}

function foldersIn(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory() && entry.name !== 'node_modules')
    .map(({ name }) => join(folder, name));
}

function hasDocuments(folder: string): boolean {
  return readdirSync(folder).some((name) => name.endsWith('.xml'));
}
