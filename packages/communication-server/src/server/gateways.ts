import { type Clock, newId } from '@caruso/core';
import type { Log } from '@caruso/service-manager';
import type { ContactCentreEvent } from '../contract.js';
import type { Command } from '../decide/command.js';
import { ContactCentreErrors } from '../errors.js';
import type {
  Arrival,
  Departure,
  Gateway,
  GatewayConnection,
  GatewayContact,
  GatewayHost,
} from '../gateways/gateway.js';
import type { GatewayMemory } from '../gateways/gateway-memory.js';
import type { ContactRecord } from '../state/records.js';
import { contactView } from '../views.js';
import type { Sequencer } from './sequencer.js';

const RETRY_MS = 1_000;

/** The gateways of a contact centre: lets them report, and tells them what happens to their contacts. */
export class Gateways {
  readonly #gateways: readonly Gateway[];
  readonly #numbers: Readonly<Record<string, string>>;
  readonly #sequencer: Sequencer;
  readonly #memory: GatewayMemory;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #connections = new Map<string, GatewayConnection>();
  #closed = false;

  constructor(
    gateways: readonly Gateway[],
    numbers: Readonly<Record<string, string>>,
    sequencer: Sequencer,
    memory: GatewayMemory,
    clock: Clock,
    log: Log,
  ) {
    this.#gateways = gateways;
    this.#numbers = numbers;
    this.#sequencer = sequencer;
    this.#memory = memory;
    this.#clock = clock;
    this.#log = log;
  }

  /** Opens all gateways, and returns what they know to have ended meanwhile, in the order of time. */
  async open(): Promise<readonly Departure[]> {
    for (const gateway of this.#gateways)
      this.#connections.set(gateway.id, await gateway.open(this.#hostOf(gateway.id)));
    return [...this.#connections.values()].flatMap(({ departures }) => departures).sort((a, b) => a.at - b.at);
  }

  async start(): Promise<void> {
    for (const connection of this.#connections.values()) await connection.start();
  }

  tell(events: readonly ContactCentreEvent[]): void {
    for (const event of events) {
      if (!('contact' in event) || event.contact === undefined) continue;
      const contact = this.#sequencer.state.contacts.get(event.contact);
      if (contact) this.#tellOne(event, contact);
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const connection of this.#connections.values()) await connection.close();
    this.#connections.clear();
  }

  #tellOne(event: ContactCentreEvent, contact: ContactRecord): void {
    try {
      this.#connections.get(contact.gateway)?.happened(event, gatewayContact(contact));
    } catch (thrown) {
      this.#log.error(`The gateway "${contact.gateway}" failed at event ${event.number}`, thrown);
    }
  }

  #hostOf(gateway: string): GatewayHost {
    return {
      clock: this.#clock,
      log: this.#log,
      lastEventAt: this.#sequencer.state.at,
      contacts: () =>
        [...this.#sequencer.state.open].filter((contact) => contact.gateway === gateway).map(gatewayContact),
      answers: (to) => this.#answers(to),
      arrive: (arrival) => this.#arrive(gateway, arrival),
      accept: (agent, reservation) => this.#untilStored({ type: 'accept', agent, reservation }),
      reject: (agent, reservation, cause) => {
        this.#log.warn('The telephone of an agent was not reached', { agent, cause });
        return this.#untilStored({ type: 'reject', agent, reservation, because: cause });
      },
      hangUp: (agent, contact) => this.#untilStored({ type: 'hang-up', agent, contact }),
      leave: (contact, by) => this.#untilStored({ type: 'leave', contact, by }),
      recall: (name) => this.#memory.recall(gateway, name),
      remember: (name, text) => this.#memory.remember(gateway, name, text),
    };
  }

  async #arrive(gateway: string, { queue: wanted, attributes = {}, ...arrival }: Arrival): Promise<string> {
    const { to } = arrival;
    const queue = wanted ?? this.#answers(to)?.queue;
    if (queue === undefined)
      throw new ContactCentreErrors.UnknownNumber({ to, gateway, known: Object.keys(this.#numbers) });
    const command = { type: 'arrive', contact: newId(), gateway, queue, attributes, ...arrival } as const;
    return this.#sequencer.submit(
      command,
      (state) => state.contactOf(gateway, arrival.externalId)?.id ?? command.contact,
    );
  }

  #answers(to: string): { readonly queue: string } | undefined {
    const queue = Object.hasOwn(this.#numbers, to) ? this.#numbers[to] : undefined;
    return queue === undefined ? undefined : { queue };
  }

  /** What has happened in a gateway has happened, whether the log can be written or not. */
  async #untilStored(command: Command): Promise<void> {
    for (;;) {
      try {
        await this.#sequencer.submit(command, () => undefined);
        return;
      } catch (thrown) {
        if (!ContactCentreErrors.LogUnavailable.is(thrown) || this.#closed) throw thrown;
        this.#log.warn('What a gateway reports could not be stored; it is tried again', { ...command });
        await new Promise<void>((resolve) => this.#clock.at(this.#clock.now() + RETRY_MS, resolve));
      }
    }
  }
}

function gatewayContact(contact: ContactRecord): GatewayContact {
  const { externalId, attributes } = contact;
  const [reservation] = contact.offers;
  return { ...contactView(contact), externalId, attributes, ...(reservation === undefined ? {} : { reservation }) };
}
