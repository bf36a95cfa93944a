import { RESERVED } from '../../resolve/build-scope.js';

const WORDS = ['or', 'and', 'not', 'in', 'lt', 'le', 'gt', 'ge', 'true', 'false', 'null', 'where', '__proto__'];

/** Gives every node a name of its own that can stand in expressions and as an id. */
export class NameRegistry {
  readonly #taken = new Set<string>([...RESERVED, ...WORDS]);

  /** The first of the wishes that is free; else the last one with a number behind it. */
  take(...wishes: readonly string[]): string {
    const names = wishes.map(usable);
    const last = names.at(-1) ?? 'item';
    let name = names.find((each) => !this.#taken.has(each));
    for (let number = 2; name === undefined; number += 1) {
      if (!this.#taken.has(`${last}_${number}`)) name = `${last}_${number}`;
    }
    this.#taken.add(name);
    return name;
  }
}

/** Letters, digits and `_`, a letter or `_` first. */
function usable(wish: string): string {
  const name = wish.replace(/[^\p{L}\p{N}_]+/gu, '_').replace(/^(?=\p{N})/u, '_');
  return name === '' ? 'item' : name;
}
