/** A moment that a test waits for. */
export class Moment {
  #reach: () => void = () => {};
  readonly reached = new Promise<void>((resolve) => {
    this.#reach = resolve;
  });

  reach(): void {
    this.#reach();
  }
}
