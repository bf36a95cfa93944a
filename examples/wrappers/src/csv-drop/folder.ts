import { access, constants, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { newId } from '@caruso/core';
import { MeteringErrors } from './errors.js';

/** A folder shared with another system. Whatever the file system refuses becomes `MeteringErrors.FolderUnusable`. */
export class Folder {
  constructor(readonly path: string) {}

  /** Makes sure that it is there. */
  async create(): Promise<void> {
    await this.using(() => mkdir(this.path, { recursive: true }));
  }

  /** Rejects when files can't be read here or, with `toWrite`, not be written. */
  async check(toWrite = false): Promise<void> {
    // With the dot, a file of this name is none either.
    await this.using(() => access(join(this.path, '/.'), toWrite ? constants.W_OK : constants.R_OK));
  }

  async names(pattern: RegExp): Promise<readonly string[]> {
    return this.using(async () => (await readdir(this.path)).filter((name) => pattern.test(name)).sort());
  }

  /** What a file holds; undefined when there is none. */
  async read(name: string): Promise<Buffer | undefined> {
    return this.using(() => readFile(join(this.path, name)).catch(unlessAbsent));
  }

  /** When a file was written last, in ms since 1970; undefined when there is none. */
  async writtenAt(name: string): Promise<number | undefined> {
    return this.using(async () => (await stat(join(this.path, name)).catch(unlessAbsent))?.mtimeMs);
  }

  /** Writes a file that appears under its name as a whole, or not at all. What is left of a crash ends in `.tmp`. */
  async write(name: string, content: Buffer): Promise<void> {
    const temporary = join(this.path, `${name}.${newId()}.tmp`);
    await this.using(async () => {
      try {
        const file = await open(temporary, 'w');
        await file
          .writeFile(content)
          .then(() => file.sync())
          .finally(() => file.close());
        await rename(temporary, join(this.path, name));
      } catch (thrown) {
        await rm(temporary, { force: true }).catch(() => {});
        throw thrown;
      }
    });
  }

  /** Does something with the folder; gives what goes wrong the folder's name. */
  async using<Result>(action: () => Promise<Result>): Promise<Result> {
    try {
      return await action();
    } catch (thrown) {
      throw folderTrouble(this.path, thrown);
    }
  }
}

/** What the file system has thrown, with the folder's name; anything else as it is. */
export function folderTrouble(folder: string, thrown: unknown): unknown {
  if (!(thrown instanceof Error && 'errno' in thrown)) return thrown;
  return new MeteringErrors.FolderUnusable({ folder, reason: thrown.message }, { cause: thrown });
}

function unlessAbsent(thrown: NodeJS.ErrnoException): undefined {
  if (thrown.code !== 'ENOENT') throw thrown;
}
