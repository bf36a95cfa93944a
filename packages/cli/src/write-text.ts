import { writeFileSync } from 'node:fs';
import { CliErrors } from './errors.js';

/** Writes a text, or bytes, into a file. @throws CliErrors.NotWritten */
export function writeText(path: string, text: string | Uint8Array): void {
  try {
    writeFileSync(path, text);
  } catch (cause) {
    throw new CliErrors.NotWritten({ path, reason: cause instanceof Error ? cause.message : String(cause) }, { cause });
  }
}
