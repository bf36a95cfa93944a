import { resolve } from 'node:path';

/** Found by every copy of this module, of which the loader of an assembly may have another one than its components. */
const FOLDER: unique symbol = Symbol.for('@caruso/service-manager/assembly-folder');
const places = globalThis as { [FOLDER]?: string | undefined };

/** Loads an assembly whose relative paths are meant from a folder. */
export async function loadingFrom<T>(folder: string, load: () => Promise<T>): Promise<T> {
  const before = places[FOLDER];
  places[FOLDER] = folder;
  try {
    return await load();
  } finally {
    places[FOLDER] = before;
  }
}

/** A path as the file of an assembly means it: from its own folder while it is loaded, else from where the process was started. */
export function pathInAssembly(path: string): string {
  return resolve(places[FOLDER] ?? process.cwd(), path);
}
