import { CarusoError } from '@caruso/core';

/** More than these do not share a write, so that none waits long. */
const MOST_AT_ONCE = 500;

interface Waiting<Item> {
  readonly item: Item;
  readonly resolve: () => void;
  readonly reject: (thrown: unknown) => void;
}

/**
 * Makes writes in groups: one for all that came while the last was under way. Each is told what became of its own: where
 * one of a group is refused, none was made, and they are made one by one.
 */
export class GroupedWrites<Item> {
  readonly #write: (items: readonly Item[]) => Promise<unknown>;
  #waiting: Waiting<Item>[] = [];
  #isWriting = false;

  /** @param write makes writes together, all or nothing */
  constructor(write: (items: readonly Item[]) => Promise<unknown>) {
    this.#write = write;
  }

  /** Resolves when it is durable. */
  add(item: Item): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject });
      if (!this.#isWriting) void this.#writeAll();
    });
  }

  async #writeAll(): Promise<void> {
    this.#isWriting = true;
    // What came in the same turn of the event loop shares the first write.
    await new Promise<void>((resolve) => setImmediate(resolve));
    while (this.#waiting.length > 0) await this.#writeGroup(this.#waiting.splice(0, MOST_AT_ONCE));
    this.#isWriting = false;
  }

  async #writeGroup(group: readonly Waiting<Item>[]): Promise<void> {
    try {
      await this.#write(group.map(({ item }) => item));
      for (const { resolve } of group) resolve();
    } catch (thrown) {
      if (group.length === 1 || !isRefusal(thrown)) for (const { reject } of group) reject(thrown);
      else for (const one of group) await this.#writeGroup([one]);
    }
  }
}

/** Whether a write was not made because of what it holds; otherwise nobody knows, and it must not be made once more. */
function isRefusal(thrown: unknown): boolean {
  return CarusoError.is(thrown) && ['conflict', 'invalid'].includes(thrown.kind);
}
