import { readFileSync } from 'node:fs';
import { CliErrors } from './errors.js';

/** The text of a file named on the command line. */
export function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new CliErrors.NoFile({ path, reason: cause instanceof Error ? cause.message : String(cause) }, { cause });
  }
}
