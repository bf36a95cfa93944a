/** How large data from outside may be. */
export interface Limits {
  /** Objects, arrays and what is in them, all counted. */
  readonly values: number;
  readonly depth: number;
  /** Of all texts and keys together. */
  readonly characters: number;
}

/** What about `data` exceeds the limits, or undefined. Does not recurse, so no data can exhaust the stack. */
export function excess(data: unknown, limits: Limits): string | undefined {
  let values = 0;
  let characters = 0;
  const open: [value: unknown, depth: number][] = [[data, 0]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [value, depth] = next;
    values += 1;
    if (typeof value === 'string') characters += value.length;
    if (typeof value === 'object' && value !== null) {
      if (depth >= limits.depth) return `nested deeper than ${limits.depth}`;
      for (const [key, inner] of Object.entries(value)) {
        characters += key.length;
        open.push([inner, depth + 1]);
      }
    }
    if (values > limits.values) return `more than ${limits.values} values`;
    if (characters > limits.characters) return `more than ${limits.characters} characters`;
  }
  return undefined;
}
