import type { Gateway, GatewayHost } from '../../../src/gateways/gateway.js';

/** The sound of a message, as a telephone system keeps it. */
export const soundOf = (recording: string) => Buffer.concat([Buffer.from('RIFF'), Buffer.alloc(200_000, recording)]);

/** A telephone system whose callers all leave a message. */
export class AnsweringMachine implements Gateway {
  readonly id = 'machine';
  /** How often the sound cannot be had before it can. */
  failures = 0;
  #host: GatewayHost | undefined;

  open(host: GatewayHost) {
    this.#host = host;
    return {
      departures: [],
      start: () => {},
      happened: () => {},
      close: () => {},
      recording: async (name: string) => {
        if (this.failures-- > 0) throw new Error('the telephone system is away');
        return soundOf(name);
      },
    };
  }

  /** Somebody calls and leaves a message; the same call once. */
  async record(call: string, from = '+49301'): Promise<void> {
    const host = this.#host;
    if (!host) throw new Error('The gateway is not open.');
    const contact = await host.arrive({ channel: 'voice', externalId: call, from, to: '+49309', queue: 'letters' });
    await host.voicemailLeft(contact, call, 12.4);
  }
}
