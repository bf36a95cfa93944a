/** How many bytes may be on their way at once, of all visitors: until a file is whole, it is held in memory. */
export class UploadRoom {
  readonly #bytes: number;
  #taken = 0;

  constructor(bytes: number) {
    this.#bytes = bytes;
  }

  /** Room for a file; what is returned gives it back. Undefined when there is none now. */
  take(bytes: number): (() => void) | undefined {
    if (this.#taken + bytes > this.#bytes) return undefined;
    this.#taken += bytes;
    let isGiven = false;
    return () => {
      if (!isGiven) this.#taken -= bytes;
      isGiven = true;
    };
  }
}
