import { closeSync, fchmodSync, fsyncSync, openSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { newId } from '@caruso/core';

/**
 * Gives a file another content, so that whoever reads it, also after a crash, finds the old or the new one: it is written beside
 * it, brought to the disk, and then put in its place. The rights of the file stay as they are.
 */
export function replaceFile(path: string, text: string): void {
  const beside = join(dirname(path), `.${basename(path)}.${newId()}.tmp`);
  const file = openSync(beside, 'wx', 0o600);
  try {
    fchmodSync(file, statSync(path).mode & 0o777);
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
