import type { ContactCentreConfiguration } from '../configuration.js';
import type { Queue } from '../contract.js';
import { ContactCentreErrors } from '../errors.js';
import { RankedSet } from './ranked-set.js';
import type { AgentRecord, ContactRecord, QueueRecord, Reservation } from './records.js';

/**
 * The present of a contact centre: what all events of its log together say. Only {@link apply} changes it, so it can be
 * made again from the log at any time.
 *
 * It is changed in place, because 10,000 waiting contacts are not copied for each event; whoever needs a picture that stays
 * takes a view (`agentView`, `contactView`).
 */
export class ContactCentreState {
  /** Number and time of the last event; 0 before the first. */
  number = 0;
  at = 0;
  readonly configuration: ContactCentreConfiguration;
  readonly agents = new Map<string, AgentRecord>();
  readonly queues = new Map<string, QueueRecord>();
  /** In the order of arrival. */
  readonly contacts = new Map<string, ContactRecord>();
  /** Those that are not closed. */
  readonly open = new Set<ContactRecord>();
  readonly reservations = new Map<string, Reservation>();
  readonly deadlines = new RankedSet<Reservation>();
  /** Queues in which a contact waits and for which an agent is ready. */
  readonly matchable = new Set<QueueRecord>();
  readonly #arrivals: ContactRecord[] = [];
  readonly #byCustomer = new Map<string, ContactRecord[]>();
  /** By gateway, then by the gateway's own ids. */
  readonly #byOrigin = new Map<string, Map<string, ContactRecord>>();
  readonly #queueDefinitions: ReadonlyMap<string, Queue>;

  constructor(configuration: ContactCentreConfiguration) {
    this.configuration = configuration;
    this.#queueDefinitions = new Map(configuration.queues.map((queue) => [queue.id, queue]));
    for (const { id } of configuration.queues) this.queueRecord(id);
    for (const { id, name, queues } of configuration.agents) this.#addAgent(id, name, queues);
  }

  /** @throws ContactCentreErrors.UnknownAgent */
  agent(id: string): AgentRecord {
    const record = this.agents.get(id);
    if (!record) throw new ContactCentreErrors.UnknownAgent({ agent: id, known: [...this.agents.keys()] });
    return record;
  }

  /** @throws ContactCentreErrors.UnknownContact */
  contact(id: string): ContactRecord {
    const record = this.contacts.get(id);
    if (!record) throw new ContactCentreErrors.UnknownContact({ contact: id });
    return record;
  }

  /** @throws ContactCentreErrors.UnknownQueue */
  queueDefinition(id: string): Queue {
    const queue = this.#queueDefinitions.get(id);
    if (!queue) throw new ContactCentreErrors.UnknownQueue({ queue: id, known: [...this.#queueDefinitions.keys()] });
    return queue;
  }

  /** The contact a gateway knows under an id of its own. */
  contactOf(gateway: string, externalId: string): ContactRecord | undefined {
    return this.#byOrigin.get(gateway)?.get(externalId);
  }

  /** Contacts in the order of arrival: all, or those of a customer. */
  arrivals(customer?: string): readonly ContactRecord[] {
    return customer === undefined ? this.#arrivals : (this.#byCustomer.get(customer) ?? []);
  }

  /** An agent of the log; one that the configuration names no more serves no queue. */
  agentRecord(id: string): AgentRecord {
    return this.agents.get(id) ?? this.#addAgent(id, id, []);
  }

  /** A queue of the log; one that the configuration names no more has no agents. */
  queueRecord(id: string): QueueRecord {
    const known = this.queues.get(id);
    if (known) return known;
    const record = {
      id,
      waiting: new RankedSet<ContactRecord>(),
      ready: new RankedSet<AgentRecord>(),
      notReady: new Set<AgentRecord>(),
    };
    this.queues.set(id, record);
    return record;
  }

  addContact(record: ContactRecord): void {
    this.contacts.set(record.id, record);
    this.open.add(record);
    this.#arrivals.push(record);
    const ofGateway = this.#byOrigin.get(record.gateway) ?? new Map<string, ContactRecord>();
    this.#byOrigin.set(record.gateway, ofGateway.set(record.externalId, record));
    if (record.customer !== undefined) this.#index(record.customer, record);
  }

  setCustomer(record: ContactRecord, customer: string): void {
    if (record.customer === customer) return;
    if (record.customer !== undefined) {
      const others = (this.#byCustomer.get(record.customer) ?? []).filter((other) => other !== record);
      this.#byCustomer.set(record.customer, others);
    }
    record.customer = customer;
    this.#index(customer, record);
  }

  /** Keeps `matchable`, after who waits in a queue or is ready for it has changed. */
  noteMatch(queue: QueueRecord): void {
    if (queue.waiting.size > 0 && queue.ready.size > 0) this.matchable.add(queue);
    else this.matchable.delete(queue);
  }

  #index(customer: string, record: ContactRecord): void {
    const list = this.#byCustomer.get(customer) ?? [];
    this.#byCustomer.set(customer, list);
    list.push(record);
    // A contact may be given its customer after a later one of the same customer was.
    if (list.length > 1 && (list.at(-2)?.arrivedAt ?? 0) > record.arrivedAt)
      list.sort((a, b) => a.arrivedAt - b.arrivedAt);
  }

  #addAgent(id: string, name: string, queues: readonly string[]): AgentRecord {
    const record: AgentRecord = { id, name, queues, state: 'offline', since: 0, idleSince: 0, idleRank: 0 };
    this.agents.set(id, record);
    for (const queue of queues) this.queueRecord(queue).notReady.add(record);
    return record;
  }
}
