/** A call that waits for a provider: tries again when told to, and says whether it found one. */
export interface Parked {
  tryAgain(): boolean;
  giveUp(): void;
}

/** The calls of one contract that wait for a provider, in their order; bounded. */
export class WaitingRoom {
  /** Made with the first call that waits: most contracts never have one. */
  #parked: Set<Parked> | undefined;

  constructor(
    readonly contract: string,
    readonly capacity: number,
  ) {}

  get size(): number {
    return this.#parked?.size ?? 0;
  }

  /** Lets a call wait; false when there is no room. */
  enter(call: Parked): boolean {
    if (this.size >= this.capacity) return false;
    this.#parked ??= new Set();
    this.#parked.add(call);
    return true;
  }

  leave(call: Parked): void {
    this.#parked?.delete(call);
  }

  /** Something has changed: each call tries again, those that waited longest first. */
  tryAgain(): void {
    const parked = this.#parked;
    if (!parked || parked.size === 0) return;
    for (const call of [...parked]) if (parked.has(call) && call.tryAgain()) parked.delete(call);
  }

  /** Nobody will come any more. */
  close(): void {
    const parked = [...(this.#parked ?? [])];
    this.#parked = undefined;
    for (const call of parked) call.giveUp();
  }
}
