import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A stamp for each package, which changes exactly when its build may come out different: with the content of its
 * sources, of the shared files, and of the packages it depends on.
 *
 * @param {readonly { name: string, folder: string, dependencies: readonly string[] }[]} packages
 * @param {readonly string[]} sharedFiles what every build reads
 * @returns {Record<string, string>} the stamps by package name
 */
export function buildStamps(packages, sharedFiles) {
  const shared = sharedFiles.map((file) => readFileSync(file));
  const byName = new Map(packages.map((it) => [it.name, it]));
  const stamps = {};
  const stampOf = (name) => {
    if (stamps[name] === undefined) {
      const { folder, dependencies } = byName.get(name);
      stamps[name] = digest([...shared, ...sourcesOf(folder, ''), ...dependencies.map(stampOf)]);
    }
    return stamps[name];
  };
  for (const name of byName.keys()) stampOf(name);
  return stamps;
}

/** A short text that stands for the parts, in their order. */
export function digest(parts) {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex');
}

/** Path and content of every file of a package that can change what its build makes. */
function* sourcesOf(folder, path) {
  const entries = readdirSync(join(folder, path), { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const name = `${path}/${entry.name}`;
    if (entry.isDirectory()) {
      // Only the package's own test folder is left out: deeper ones may well be sources.
      if (!['node_modules', 'dist'].includes(entry.name) && name !== '/test') yield* sourcesOf(folder, name);
    } else if (!/\.test\.tsx?$|\.md$|\.db(-\w+)?$/.test(entry.name)) {
      yield name;
      yield readFileSync(join(folder, name));
    }
  }
}
