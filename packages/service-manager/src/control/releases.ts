import { readdir, realpath, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { ServiceErrors } from '../errors.js';

const MODULE = /\.[cm]?js$/;

/** The folder of the modules that may replace a component: nothing outside it is ever loaded. */
export class Releases {
  constructor(private readonly folder: string | undefined) {}

  /** The modules that lie ready, the newest first. */
  async list(): Promise<{ module: string; modifiedAt: number }[]> {
    if (this.folder === undefined) return [];
    const { folder } = this;
    const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => []);
    const modules = entries.filter((entry) => entry.isFile() && MODULE.test(entry.name));
    const found = await Promise.all(
      modules.map(async ({ name, parentPath }) => {
        const path = join(parentPath, name);
        return { module: relative(folder, path), modifiedAt: (await stat(path)).mtimeMs };
      }),
    );
    return found.sort((a, b) => b.modifiedAt - a.modifiedAt);
  }

  /** @throws ServiceErrors.NoRelease for what does not lie in the folder, also by way of a link */
  async pathOf(module: string): Promise<string> {
    if (this.folder !== undefined && MODULE.test(module)) {
      const [root, path] = await Promise.all([
        realpath(this.folder).catch(() => undefined),
        realpath(join(this.folder, module)).catch(() => undefined),
      ]);
      if (root !== undefined && path?.startsWith(root + sep)) return path;
    }
    const known = (await this.list()).map((release) => release.module);
    throw new ServiceErrors.NoRelease({ module, folder: this.folder, known });
  }
}
