import type { Gateway, GatewayConnection, GatewayHost } from '@caruso/communication-server';

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
  async call(from: string): Promise<string> {
    if (!this.#host) throw new Error('The gateway is not open.');
    this.#calls += 1;
    return this.#host.arrive({
      channel: 'voice',
      externalId: `call-${this.#calls}`,
      from,
      to: '+492210',
      queue: 'service',
    });
  }
}
