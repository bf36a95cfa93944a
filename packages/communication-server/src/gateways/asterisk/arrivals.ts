import { ContactCentreErrors } from '../../errors.js';
import type { GatewayHost } from '../gateway.js';
import type { AriClient } from './ari/ari-client.js';
import type { AriChannel } from './ari/ari-model.js';
import { inTime } from './ari/in-time.js';
import { UNALLOCATED } from './hangup-cause.js';

const RETRY_MS = 1_000;

/** A caller who has arrived in Asterisk, and whose contact is not stored yet. */
interface Arriving {
  readonly answering: Promise<void> | undefined;
  gone: boolean;
}

/** Callers on their way from Asterisk into the contact centre. */
export class Arrivals {
  readonly #client: AriClient;
  readonly #host: GatewayHost;
  readonly #answersAtOnce: boolean;
  readonly #arriving = new Map<string, Arriving>();
  #closed = false;

  constructor(client: AriClient, host: GatewayHost, answersAtOnce: boolean) {
    this.#client = client;
    this.#host = host;
    this.#answersAtOnce = answersAtOnce;
  }

  has(channel: string): boolean {
    return this.#arriving.has(channel);
  }

  /** Resolves when an arriving caller is answered; undefined while nobody answers. */
  answering(channel: string): Promise<void> | undefined {
    return this.#arriving.get(channel)?.answering;
  }

  /** A caller who is arriving has hung up. */
  gone(channel: string): void {
    const arriving = this.#arriving.get(channel);
    if (arriving) arriving.gone = true;
  }

  /**
   * Answers a caller and reports the contact.
   *
   * @param isOpen - whether a contact is on the telephone; a caller of one that is over is hung up
   */
  async take(channel: AriChannel, isOpen: (contact: string) => boolean): Promise<void> {
    const to = channel.dialplan.exten;
    const atOnce = this.#answersAtOnce && this.#host.answers(to) !== undefined;
    const answering = atOnce || channel.state === 'Up' ? inTime(this.#client.answer(channel.id)) : undefined;
    this.#arriving.set(channel.id, { answering, gone: false });
    // From then on who hangs up leaves a contact, also while the answer of Asterisk is still on its way.
    const stored = this.#untilStored(channel, to, isOpen).finally(() => this.#arriving.delete(channel.id));
    await Promise.all([answering ?? inTime(this.#client.ring(channel.id)), stored]);
  }

  close(): void {
    this.#closed = true;
  }

  async #untilStored(channel: AriChannel, to: string, isOpen: (contact: string) => boolean): Promise<void> {
    const from = channel.caller.number;
    for (;;) {
      try {
        const contact = await this.#host.arrive({ channel: 'voice', externalId: channel.id, from, to });
        if (this.#arriving.get(channel.id)?.gone) await this.#host.leave(contact, 'customer');
        else if (!isOpen(contact)) await inTime(this.#client.hangUp(channel.id));
        return;
      } catch (thrown) {
        // The process that leads the contact centre now finds who waits in Asterisk.
        if (ContactCentreErrors.LogTaken.is(thrown) || ContactCentreErrors.StandingBy.is(thrown)) return;
        if (!ContactCentreErrors.LogUnavailable.is(thrown)) {
          this.#host.log.warn('A call could not be taken and was refused', { from, to, reason: String(thrown) });
          await inTime(this.#client.hangUp(channel.id, UNALLOCATED));
          return;
        }
        if (this.#closed || this.#arriving.get(channel.id)?.gone) return;
        await new Promise<void>((resolve) => this.#host.clock.at(this.#host.clock.now() + RETRY_MS, resolve));
      }
    }
  }
}
