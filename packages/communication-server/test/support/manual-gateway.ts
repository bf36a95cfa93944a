import type { ContactCentreEvent } from '../../src/contract.js';
import type { Departure, Gateway, GatewayHost } from '../../src/gateways/gateway.js';

/** A gateway whose calls a test makes itself. */
export class ManualGateway implements Gateway {
  readonly id = 'manual';
  readonly seen: ContactCentreEvent[] = [];
  departures: readonly Departure[] = [];
  #host: GatewayHost | undefined;

  get host(): GatewayHost {
    if (!this.#host) throw new Error('The gateway is not open.');
    return this.#host;
  }

  open(host: GatewayHost) {
    this.#host = host;
    return {
      departures: this.departures,
      start: () => {},
      happened: (event: ContactCentreEvent) => {
        this.seen.push(event);
      },
      close: () => {},
    };
  }

  call(externalId: string, queue = 'service'): Promise<string> {
    return this.host.arrive({ channel: 'voice', externalId, from: '+49301', to: '+49309', queue });
  }
}
