import {
  closeSync,
  fchmodSync,
  fchownSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { newId } from '@caruso/core';

/**
 * Gives a file another content, so that whoever reads it, also after a crash, finds the old or the new one: it is written beside
 * it, brought to the disk, and then put in its place. Its owner and rights stay as they are.
 */
export function replaceFile(path: string, text: string): void {
  const beside = join(dirname(path), `.${basename(path)}.${newId()}.tmp`);
  const file = openSync(beside, 'wx', 0o600);
  try {
    const { mode, uid, gid } = statSync(path);
    // Nobody else can give files away, and has no need to.
    if (process.getuid?.() === 0) fchownSync(file, uid, gid);
    fchmodSync(file, mode & 0o777);
    writeFileSync(file, text);
    fsyncSync(file);
  } catch (thrown) {
    closeSync(file);
    rmSync(beside, { force: true });
    throw thrown;
  }
  closeSync(file);
  renameSync(beside, path);
  flushFolder(dirname(path));
}

/** Windows cannot open folders; there the rename is kept without. */
function flushFolder(path: string): void {
  if (process.platform === 'win32') return;
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
