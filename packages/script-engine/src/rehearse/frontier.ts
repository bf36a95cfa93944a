/** What is still to be gone on from: what led to something new first, the latest of it first; nothing twice. */
export class Frontier<State> {
  readonly #known = new Set<string>();
  readonly #fresh: State[] = [];
  readonly #others: State[] = [];
  #next = 0;

  /** @param key - the same for states from which everything goes on in the same way */
  add(state: State, key: string, isNew: boolean): void {
    if (this.#known.has(key)) return;
    this.#known.add(key);
    (isNew ? this.#fresh : this.#others).push(state);
  }

  take(): State | undefined {
    return this.#fresh.pop() ?? this.#others[this.#next++];
  }
}
