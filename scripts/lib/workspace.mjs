import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the workspace. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** The one package manager, pinned: `npx` fetches it, so that only Node.js and npm need to be there. */
export const pnpm = ['--yes', 'pnpm@10.34.9'];

/** The `package.json` of everything that is installed together. */
export function manifests() {
  const folders = ['packages', 'examples'].flatMap((group) =>
    readdirSync(join(root, group)).map((name) => join(group, name)),
  );
  return [...folders, 'bench'].map((folder) => join(root, folder, 'package.json')).filter((path) => existsSync(path));
}

/** The packages under `packages/`: folder, manifest, and the folders of the workspace packages it depends on. */
export function workspacePackages() {
  const folders = readdirSync(join(root, 'packages')).filter((name) =>
    existsSync(join(root, 'packages', name, 'package.json')),
  );
  const packages = folders.map((name) => {
    const folder = join(root, 'packages', name);
    return { folder, manifest: JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) };
  });
  const names = new Set(packages.map(({ manifest }) => manifest.name));
  return packages.map(({ folder, manifest }) => ({
    folder,
    manifest,
    name: manifest.name,
    dependencies: Object.keys({ ...manifest.dependencies, ...manifest.devDependencies }).filter((it) => names.has(it)),
  }));
}
