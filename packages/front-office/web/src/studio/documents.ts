import type { DraftDocument, StoredDocument } from '../../../src/api-types.js';

/** The text of each document, by its name. */
export type Texts = Readonly<Record<string, string>>;

export function textsOf(documents: readonly { readonly name: string; readonly text: string }[]): Texts {
  return Object.fromEntries(documents.map(({ name, text }) => [name, text]));
}

/** The documents that are not as they are stored. */
export function draftsOf(stored: readonly StoredDocument[], texts: Texts): DraftDocument[] {
  return stored.flatMap(({ name, text, hash }) => {
    const now = texts[name] ?? text;
    return now === text ? [] : [{ name, text: now, hash }];
  });
}

/** Where the later of two texts differs from the earlier; undefined when it does not. */
export function changedPart(
  before: string,
  after: string,
): { readonly start: number; readonly end: number } | undefined {
  if (before === after) return undefined;
  let start = 0;
  while (before[start] === after[start]) start += 1;
  let end = 0;
  const most = Math.min(before.length, after.length) - start;
  while (end < most && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1;
  return { start, end: after.length - end };
}

/**
 * A text after something was typed into it where it was shown with LF only: all other line ends stay as they are, and new ones are
 * as the first one.
 */
export function typedInto(text: string, shown: string): string {
  const before = withLineFeeds(text);
  const part = changedPart(before, shown);
  if (part === undefined) return text;
  const lineEnd = /\r\n|\r|\n/.exec(text)?.[0] ?? '\n';
  const start = offsetIn(text, part.start);
  const end = offsetIn(text, before.length - (shown.length - part.end));
  return text.slice(0, start) + shown.slice(part.start, part.end).replaceAll('\n', lineEnd) + text.slice(end);
}

export const withLineFeeds = (text: string) => text.replaceAll('\r\n', '\n').replaceAll('\r', '\n');

/** The offset in a text of an offset in the same text with LF only. */
function offsetIn(text: string, shown: number): number {
  let at = 0;
  for (let passed = 0; passed < shown; passed += 1) at += text.startsWith('\r\n', at) ? 2 : 1;
  return at;
}

/** The offset of a line and a column, both from 1. */
export function offsetOf(text: string, line: number, column: number): number {
  let start = 0;
  for (let passed = 1; passed < line; passed += 1) {
    const end = /\r\n|\r|\n/g;
    end.lastIndex = start;
    const found = end.exec(text);
    if (found === null) break;
    start = found.index + found[0].length;
  }
  return Math.min(start + column - 1, text.length);
}
