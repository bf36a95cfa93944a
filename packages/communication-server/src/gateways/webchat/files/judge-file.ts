import { newId } from '@caruso/core';
import { fileName, KNOWN_MEDIA_TYPES, mediaTypeOf } from '@caruso/script-engine/contract';
import type { FileContent } from './sent-file.js';

/** What people may send to each other: the types that are told by what is in a file. */
export const ACCEPTED: readonly string[] = KNOWN_MEDIA_TYPES;

/** A file as somebody sends it: what it is called, and nobody has looked into it. */
export interface GivenFile {
  readonly name: string;
  readonly content: Uint8Array;
}

/**
 * A file as it is kept; undefined when it is of no type that is taken. What it is decides its content, never its name.
 *
 * @param file - its id
 */
export function judgeFile({ name, content }: GivenFile, file: string = newId()): FileContent | undefined {
  const mediaType = content.length === 0 ? undefined : mediaTypeOf(content);
  return mediaType === undefined
    ? undefined
    : { file, name: fileName(name), mediaType, bytes: content.length, content };
}
