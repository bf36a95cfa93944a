import { basename, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** A module as a URL: of one given as such, or of a file by its path, which may be relative to the current folder. */
export function moduleUrl(module: URL | string): URL {
  if (module instanceof URL) return module;
  return /^(file|data):/.test(module) ? new URL(module) : pathToFileURL(resolve(module));
}

/** The module as people are told: the path of its file. */
export function moduleLabel(url: URL): string {
  return url.protocol === 'file:' ? fileURLToPath(url) : url.href.slice(0, 60);
}

/** A word for a module whose component is not known yet. */
export function moduleName(url: URL): string {
  return basename(url.pathname).slice(0, 60);
}
