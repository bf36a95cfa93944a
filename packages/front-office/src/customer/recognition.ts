import type { Clock, Timer } from '@caruso/core';
import type { Log } from '@caruso/service-manager';
import type { CustomerView, ScreenPopSources } from './customer-view.js';

const RETRY_MS = 2_000;

/** What customers are recognised with. */
export interface RecognitionParts {
  readonly centre: ScreenPopSources['centre'];
  readonly view: CustomerView;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Notes who a contact comes from as soon as it arrives, whoever takes it and whether anybody does: so that all contacts of a customer
 * are one thread, over all channels. What arrives while the front office is down is looked at when it is offered.
 */
export class Recognition {
  readonly #parts: RecognitionParts;
  readonly #giveUp = new AbortController();
  #retry: Timer | undefined;
  /** Whether it has worked since it was last said that it does not. */
  #works = true;

  constructor(parts: RecognitionParts) {
    this.#parts = parts;
  }

  /** Begins with what arrives from now on. */
  start(): void {
    this.#follow().catch((thrown: unknown) => {
      if (this.#giveUp.signal.aborted) return;
      const { clock, log } = this.#parts;
      if (this.#works) log.warn('Contacts cannot be followed; it is tried again', { reason: String(thrown) });
      this.#works = false;
      this.#retry = clock.at(clock.now() + RETRY_MS, () => this.start());
    });
  }

  stop(): void {
    this.#giveUp.abort();
    this.#retry?.cancel();
  }

  async #follow(): Promise<void> {
    const { centre, view, log } = this.#parts;
    const { signal } = this.#giveUp;
    const [agent] = await centre.agents({});
    // Without agents there is no desktop for which anybody would be recognised.
    if (!agent) return;
    this.#works = true;
    for await (const event of centre.followEvents({ after: agent.event }, { signal })) {
      if (event.type !== 'contact-arrived' || event.customer !== undefined) continue;
      const { contact, from } = event;
      await view
        .identify({ contact, from })
        .catch((thrown: unknown) =>
          log.error('It could not be looked up who a contact comes from', thrown, { contact }),
        );
    }
  }
}
