import type { Value } from '@caruso/storage-manager/contract';
import { asIs } from '../../conversion/conversion.js';
import { coerce } from '../../values/coerce.js';
import { valueText } from '../../values/value-text.js';
import type { StoredColumn } from './stored-column.js';

/** A member of a key: an attribute, or a link, which stands for the key of the linked object. */
export type KeyPart = StoredColumn | KeyPlan;

/**
 * How the key of an object is written in one string: a single member as it is, several as a JSON array. All conversions
 * are between that string and the stored values of the key's columns.
 */
export class KeyPlan {
  readonly #parts: readonly KeyPart[];
  /** The columns of all members; links are replaced by those of the keys they lead to. */
  readonly columns: readonly StoredColumn[];

  constructor(parts: readonly KeyPart[]) {
    this.#parts = parts;
    this.columns = parts.flatMap((part) => (part instanceof KeyPlan ? part.columns : [part]));
  }

  /** Whether the one column of the key holds the key as it is. */
  get isPlainText(): boolean {
    const [only, ...more] = this.columns;
    if (only === undefined || more.length > 0) return false;
    const { column, conversion, nullMarkers } = only.mapping;
    return column.type === 'string' && conversion === asIs && nullMarkers.length === 0;
  }

  /** The key that stored values make; null when one of them is absent. */
  read(stored: readonly (Value | undefined)[]): string | null {
    const [first] = this.#parts;
    if (this.#parts.length === 1 && first !== undefined) return readPart(first, stored);
    const texts: string[] = [];
    let at = 0;
    for (const part of this.#parts) {
      const width = part instanceof KeyPlan ? part.columns.length : 1;
      const text = readPart(part, stored.slice(at, at + width));
      if (text === null) return null;
      texts.push(text);
      at += width;
    }
    return JSON.stringify(texts);
  }

  /** The stored values of a key, one for each column; undefined when the text is no such key. */
  write(key: string): readonly Value[] | undefined {
    const [first] = this.#parts;
    if (this.#parts.length === 1 && first !== undefined) return writePart(first, key);
    const texts = readTexts(key);
    if (texts?.length !== this.#parts.length) return undefined;
    const stored: Value[] = [];
    for (const [index, part] of this.#parts.entries()) {
      const values = writePart(part, texts[index] ?? '');
      if (values === undefined) return undefined;
      stored.push(...values);
    }
    return stored;
  }
}

function readPart(part: KeyPart, stored: readonly (Value | undefined)[]): string | null {
  if (part instanceof KeyPlan) return part.read(stored);
  const value = part.read(stored[0]);
  return value === null ? null : valueText(value);
}

function writePart(part: KeyPart, text: string): readonly Value[] | undefined {
  if (part instanceof KeyPlan) return part.write(text);
  const value = coerce(part.attribute.type, text);
  const stored = value === undefined ? undefined : part.write(value);
  return stored === undefined ? undefined : [stored];
}

function readTexts(key: string): readonly string[] | undefined {
  try {
    const parsed: unknown = JSON.parse(key);
    if (!Array.isArray(parsed)) return undefined;
    return parsed.every((part) => typeof part === 'string' || typeof part === 'number')
      ? parsed.map(String)
      : undefined;
  } catch {
    return undefined;
  }
}
