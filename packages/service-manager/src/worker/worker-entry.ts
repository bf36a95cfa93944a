/**
 * The file a worker starts with: `worker-main` beside the file this code was built into, of the same module system. Sources
 * have none; who runs them, or bundles this package, names the entry.
 */
export function workerEntry(): URL {
  return new URL(import.meta.url.endsWith('.cjs') ? './worker-main.cjs' : './worker-main.js', import.meta.url);
}
