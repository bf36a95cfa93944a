/** Where a value holds something that no message can carry, and what. */
export interface Uncloneable {
  /** From the outermost value, e.g. `input.order.onDone`. */
  readonly path: string;
  readonly reason: string;
}

/** Finds what the structured clone algorithm refuses, so that the error can say where it is. */
export function pathToUncloneable(value: unknown): Uncloneable | undefined {
  return search(value, '', new Set());
}

function search(value: unknown, path: string, seen: Set<unknown>): Uncloneable | undefined {
  if (typeof value === 'function')
    return { path, reason: `is ${value.name ? `the function "${value.name}"` : 'a function'}` };
  if (typeof value === 'symbol') return { path, reason: 'is a symbol' };
  if (typeof value !== 'object' || value === null || seen.has(value)) return undefined;
  seen.add(value);
  for (const [key, inner] of partsOf(value)) {
    const found = search(inner, path === '' ? key : `${path}.${key}`, seen);
    if (found) return found;
  }
  return isCloneable(value)
    ? undefined
    : { path, reason: `is an object (${value.constructor.name}) that cannot leave its thread` };
}

function partsOf(value: object): Iterable<[string, unknown]> {
  if (value instanceof Map) return [...value].map(([key, inner]) => [String(key), inner]);
  if (value instanceof Set) return [...value].map((inner, index) => [String(index), inner]);
  if (ArrayBuffer.isView(value)) return [];
  return Object.entries(value);
}

function isCloneable(value: object): boolean {
  try {
    structuredClone(value);
    return true;
  } catch {
    return false;
  }
}
