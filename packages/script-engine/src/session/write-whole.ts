import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { newId } from '@caruso/core';

/** Writes a file so that whoever reads it, also after a crash, finds all of it or what was there before. */
export function writeWhole(path: string, text: string): void {
  const beside = join(dirname(path), `.${basename(path)}.${newId()}.tmp`);
  const file = openSync(beside, 'wx');
  try {
    writeFileSync(file, text);
    fsyncSync(file);
  } catch (thrown) {
    closeSync(file);
    rmSync(beside, { force: true });
    throw thrown;
  }
  closeSync(file);
  renameSync(beside, path);
}
