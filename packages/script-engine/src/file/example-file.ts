import type { FileReference } from '../screen.js';
import { fileName } from './file-name.js';
import { mediaTypeNamed } from './media-types.js';

/**
 * A file that exists only as an answer, for trying scripts out: what it is says its name.
 *
 * @param more what is to be otherwise: `mediaType`, or `size` in bytes
 */
export function exampleFile(name: string, more: Readonly<Record<string, string>> = {}): FileReference {
  return {
    file: `example-${name}`.slice(0, 40),
    name: fileName(name),
    mediaType: more.mediaType ?? mediaTypeNamed(name) ?? 'application/octet-stream',
    size: more.size === undefined ? 1_000 : Number(more.size),
    sha256: '0'.repeat(64),
  };
}
