import type { ResolvedScript } from '../resolve/resolved-script.js';
import { hashOf } from './hash-of.js';
import type { StoredScript } from './journal.js';

/**
 * What a dialog is pinned to: the version of its script, and of every script that is called on the way. A hash names them: of
 * a script without calls the SHA-256 of its text, else that of its text and the hashes of what it calls.
 */
export function pinOf({ script, calls }: ResolvedScript): readonly [StoredScript, ...StoredScript[]] {
  const called = new Map([...calls.values()].flatMap(({ resolved }) => pinOf(resolved)).map((pin) => [pin.hash, pin]));
  const hashes = [...called.keys()].sort();
  const { text, file } = script.source;
  const hash = hashOf(hashes.length === 0 ? text : JSON.stringify([text, ...hashes]));
  return [{ hash, id: script.id, version: script.version, file, text, calls: hashes }, ...called.values()];
}
