import { RankedSet } from './ranked-set.js';
import type { WaitingLine } from './records.js';

interface Opening {
  readonly line: WaitingLine;
  readonly at: number;
}

/** When lines must be looked at again, because a contact will have waited long enough for somebody who is free. */
export class Openings {
  readonly #inOrder = new RankedSet<Opening>(({ at }) => [at, 0]);
  readonly #of = new Map<WaitingLine, Opening>();

  get first(): Opening | undefined {
    return this.#inOrder.first;
  }

  /** When a line must be looked at again, if time alone changes something. */
  of(line: WaitingLine): number | undefined {
    return this.#of.get(line)?.at;
  }

  set(line: WaitingLine, at: number): void {
    const known = this.#of.get(line);
    if (known?.at === at) return;
    if (known) this.#inOrder.delete(known);
    const opening = { line, at };
    this.#of.set(line, opening);
    this.#inOrder.add(opening);
  }

  delete(line: WaitingLine): void {
    const known = this.#of.get(line);
    if (!known) return;
    this.#of.delete(line);
    this.#inOrder.delete(known);
  }
}
