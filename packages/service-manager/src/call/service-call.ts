import type { Call, CarusoError } from '@caruso/core';

/** The call as its handler sees it. Most handlers never look at the signal, so it is made when first asked for. */
export class ServiceCall implements Call {
  #controller: AbortController | undefined;
  #reason: CarusoError | undefined;

  constructor(readonly caller: string) {}

  get signal(): AbortSignal {
    if (!this.#controller) {
      this.#controller = new AbortController();
      if (this.#reason) this.#controller.abort(this.#reason);
    }
    return this.#controller.signal;
  }

  abort(reason: CarusoError): void {
    if (this.#reason) return;
    this.#reason = reason;
    this.#controller?.abort(reason);
  }
}
