import type { Gateway, GatewayConnection, GatewayHost } from '@caruso/communication-server';
import type { ContactChannel } from '@caruso/communication-server/contract';

/** A telephone system whose calls a test makes itself. */
export class ManualGateway implements Gateway {
  readonly id = 'manual';
  #host: GatewayHost | undefined;
  #calls = 0;

  open(host: GatewayHost): GatewayConnection {
    this.#host = host;
    return { departures: [], start: () => {}, happened: () => {}, close: () => {} };
  }

  /** Lets a customer call the service queue, and returns the contact. */
  async call(from: string, channel: ContactChannel = 'voice'): Promise<string> {
    this.#calls += 1;
    return this.#at.arrive({
      channel,
      externalId: `call-${this.#calls}`,
      from,
      to: '+492210',
      queue: 'service',
    });
  }

  /** The customer hangs up. */
  leave(contact: string): Promise<void> {
    return this.#at.leave(contact, 'customer');
  }

  get #at(): GatewayHost {
    if (!this.#host) throw new Error('The gateway is not open.');
    return this.#host;
  }
}
