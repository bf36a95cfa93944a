import { readFileSync } from 'node:fs';
import { decodeXml } from '@caruso/language';
import { CliErrors } from './errors.js';

/**
 * The text of an XML document named on the command line.
 *
 * @throws CliErrors.NoFile, LanguageErrors.InvalidDocument when it is not UTF-8
 */
export function readText(path: string): string {
  return decodeXml(read(path), path);
}

function read(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new CliErrors.NoFile({ path, reason: cause instanceof Error ? cause.message : String(cause) }, { cause });
  }
}
