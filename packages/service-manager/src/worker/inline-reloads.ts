import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

/** How often each module was loaded into this thread. */
const loads = new Map<string, number>();

/**
 * How many modules were loaded anew into this thread. Each stays in memory, with all that it holds, until the process ends:
 * Node.js never forgets a module.
 */
export function inlineReloads(): number {
  return [...loads.values()].reduce((sum, count) => sum + count - 1, 0);
}

/** A URL under which Node.js loads a module anew. */
export function freshUrl(url: URL): URL {
  const version = (loads.get(url.href) ?? 0) + 1;
  loads.set(url.href, version);
  if (version === 1) return url;
  // A CommonJS module is remembered by its file, whatever its URL says.
  if (url.protocol === 'file:') delete createRequire(url).cache[fileURLToPath(url)];
  const fresh = new URL(url);
  fresh.searchParams.set('version', String(version));
  return fresh;
}
