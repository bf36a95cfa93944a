import { RESERVED_NAMES } from '../compile/read-objects.js';

/** Gives out names that differ from each other by more than upper and lower case. */
export class NamePool {
  readonly #taken = new Set<string>();

  /** The name itself, or the first alternative that is free, or it with a number behind. */
  take(name: string, ...alternatives: readonly string[]): string {
    const all = [name, ...alternatives].map(permitted);
    const free = all.find((each) => !this.#taken.has(each.toLowerCase()));
    const chosen = free ?? this.#numbered(all[0] ?? name);
    this.#taken.add(chosen.toLowerCase());
    return chosen;
  }

  #numbered(name: string): string {
    let number = 2;
    while (this.#taken.has(`${name}${number}`.toLowerCase())) number += 1;
    return `${name}${number}`;
  }
}

function permitted(name: string): string {
  if (RESERVED_NAMES.includes(name)) return `${name}Value`;
  return /^\d/.test(name) ? `n${name}` : name;
}
