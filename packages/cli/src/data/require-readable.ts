import { access, constants, stat } from 'node:fs/promises';
import { CliErrors } from '../errors.js';

/** @throws CliErrors.NoFile when there is nothing at the path that can be read, or a folder */
export async function requireReadable(path: string): Promise<void> {
  let isFolder: boolean;
  try {
    isFolder = (await stat(path)).isDirectory();
    await access(path, constants.R_OK);
  } catch (cause) {
    throw new CliErrors.NoFile({ path, reason: cause instanceof Error ? cause.message : String(cause) }, { cause });
  }
  if (isFolder) throw new CliErrors.NoFile({ path, reason: 'it is a folder' });
}
