import type { Clock } from '@caruso/core';
import type { Log } from '@caruso/service-manager';
import type { Queue } from '../configuration/queue-definition.js';
import type { ContactHistory } from '../log/contact-history.js';
import type { ContactCentreState } from '../state/contact-centre-state.js';
import type { ContactRecord } from '../state/records.js';
import type { CustomerLookUp } from './customer-look-up.js';

/** Nobody is kept waiting for longer to find out who they are. */
const PATIENCE_MS = 1_000;

interface NewcomersParts {
  readonly lookUp: CustomerLookUp;
  readonly history: ContactHistory;
  readonly state: () => ContactCentreState;
  readonly clock: Clock;
  readonly log: Log;
}

/** Finds out who comes, and who of the agents knows the customer. What cannot be found out in time is not waited for. */
export class Newcomers {
  readonly #parts: NewcomersParts;

  constructor(parts: NewcomersParts) {
    this.#parts = parts;
  }

  /** The key of the only customer with a number or mail address. Who shares it with others is left for the agent to ask. */
  async customerAt(address: string): Promise<string | undefined> {
    const [only, ...others] = await this.#inTime('who a contact comes from', this.#parts.lookUp.at(address), []);
    return others.length === 0 ? only : undefined;
  }

  /** The agents whom contacts of a customer in a queue are offered before others, the first who is there of them. */
  async preferredAgents(
    { prefer = [] }: Pick<Queue, 'prefer'>,
    customer: string | undefined,
  ): Promise<readonly string[]> {
    if (customer === undefined) return [];
    const known = {
      'last-agent': () => this.#lastAgentOf(customer),
      owner: () => this.#parts.lookUp.ownerOf(customer),
    };
    const agents = Promise.all(prefer.map((whom) => known[whom]()));
    return (await this.#inTime('who knows a customer', agents, [])).flatMap((agent) => agent ?? []);
  }

  async #lastAgentOf(customer: string): Promise<string | undefined> {
    let latest: ContactRecord | undefined;
    for (const open of this.#parts.state().contacts.open)
      if (open.customer === customer && open.connectedAt !== undefined && open.number > (latest?.number ?? 0))
        latest = open;
    return latest?.agent ?? this.#parts.history.lastAgentOf(customer);
  }

  async #inTime<T>(what: string, found: Promise<T>, otherwise: T): Promise<T> {
    const { clock, log } = this.#parts;
    return new Promise((resolve) => {
      const patience = clock.at(clock.now() + PATIENCE_MS, () => {
        log.warn(`It takes too long to look up ${what}`, { milliseconds: PATIENCE_MS });
        resolve(otherwise);
      });
      found
        .catch((thrown: unknown) => {
          log.error(`It could not be looked up ${what}`, thrown);
          return otherwise;
        })
        .then((answer) => {
          patience.cancel();
          resolve(answer);
        });
    });
  }
}
