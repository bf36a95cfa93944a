import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { pnpm, root, workspacePackages } from './workspace.mjs';

/**
 * Packs every published package, as built, the way it would be published.
 *
 * @param {string} folder where the tarballs go
 * @returns {Promise<{ name: string, version: string, filename: string }[]>} the packages with their tarballs' paths
 */
export async function pack(folder) {
  const names = workspacePackages()
    .filter(({ manifest }) => manifest.private !== true)
    .map(({ name }) => name);
  const args = [...names.flatMap((name) => ['--filter', name]), '--recursive', 'pack', '--json', '--pack-destination'];
  const { stdout } = await promisify(execFile)('npx', [...pnpm, ...args, folder], {
    cwd: root,
    maxBuffer: 64_000_000,
    shell: process.platform === 'win32',
  });
  return JSON.parse(stdout).map(({ name, version, filename }) => ({ name, version, filename }));
}
