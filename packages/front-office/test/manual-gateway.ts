import type { Gateway, GatewayConnection, GatewayHost } from '@caruso/communication-server';
import type { ContactChannel } from '@caruso/communication-server/contract';

/** A telephone system whose calls a test makes itself. */
export class ManualGateway implements Gateway {
  readonly id = 'manual';
  /** Whether it can pause what it records. */
  pauses = true;
  #host: GatewayHost | undefined;
  #calls = 0;

  open(host: GatewayHost): GatewayConnection {
    this.#host = host;
    return {
      departures: [],
      start: () => {},
      happened: () => {},
      recording: async () => silence(1),
      isQuiet: async () => this.pauses,
      close: () => {},
    };
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

  /** A customer calls where nobody answers, and leaves a message of one second. */
  async leaveMessage(from: string, queue: string): Promise<void> {
    this.#calls += 1;
    const call = { channel: 'voice', externalId: `call-${this.#calls}`, from, to: '+492211', queue } as const;
    await this.#at.voicemailLeft(await this.#at.arrive(call), 'message', 1);
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

/** A WAV file of 8000 Hz, 16 bit, mono. */
function silence(seconds: number): Uint8Array {
  const bytes = seconds * 16_000;
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + bytes, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(8_000, 24);
  header.writeUInt32LE(16_000, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(bytes, 40);
  return Buffer.concat([header, Buffer.alloc(bytes)]);
}
