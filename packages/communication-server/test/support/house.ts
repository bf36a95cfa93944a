import type { AgentDefinition } from '../../src/configuration/agent-definition.js';
import type {
  ContactCentreConfiguration,
  NotReadyReason,
} from '../../src/configuration/contact-centre-configuration.js';
import type { Queue } from '../../src/configuration/queue-definition.js';
import type { ContactCentreEvent, ContactChannel } from '../../src/contract.js';
import type { Command, QueueWishes } from '../../src/decide/command.js';
import { execute } from '../../src/decide/execute.js';
import { reconfigure } from '../../src/decide/reconfigure.js';
import { ContactCentreState } from '../../src/state/contact-centre-state.js';
import type { PayloadOf } from '../../src/state/records.js';

type Given<Definition extends { readonly id: string }> = Partial<Definition> & Pick<Definition, 'id'>;

interface Setup {
  readonly queues?: readonly Given<Queue>[];
  readonly agents?: readonly Given<AgentDefinition>[];
  readonly reasons?: readonly NotReadyReason[];
  readonly configuration?: Partial<ContactCentreConfiguration>;
}

/** A contact centre without any shell, whose clock goes on only when it is told to; times in seconds from the start. */
export class House {
  state: ContactCentreState;
  readonly log: ContactCentreEvent[] = [];
  /** Seconds. */
  #now = 0;
  #reservations = 0;
  #distributes = true;

  constructor(setup: Setup = {}) {
    this.state = new ContactCentreState(configured(setup));
  }

  /** The centre is configured otherwise while it is at work. */
  configure(setup: Setup): this {
    const surroundings = { now: this.#nowMs, newReservation: () => `r${++this.#reservations}` };
    const change = [{ what: 'setting', id: 'test', change: 'changed' } as const];
    const { state, events } = reconfigure(this.state, configured(setup), change, surroundings);
    this.state = state;
    this.log.push(...events);
    return this;
  }

  do(command: Command): readonly ContactCentreEvent[] {
    const newReservation = () => `r${++this.#reservations}`;
    const surroundings = { now: this.#nowMs, newReservation, distribute: this.#distributes };
    const events = execute(this.state, command, surroundings);
    this.log.push(...events);
    return events;
  }

  /** Whole milliseconds: 25.001 s are not 25,000.999… ms. */
  get #nowMs(): number {
    return Math.round(this.#now * 1_000);
  }

  get distributes(): boolean {
    return this.#distributes;
  }

  /** Distributes nothing until {@link goOn}. */
  holdBack(): this {
    this.#distributes = false;
    return this;
  }

  goOn(): this {
    this.#distributes = true;
    return this;
  }

  /** Lets time pass; what becomes due meanwhile happens at its time. */
  at(seconds: number): this {
    for (let due = this.state.nextDue; due !== undefined && due <= seconds * 1_000; due = this.state.nextDue) {
      this.#now = due / 1_000;
      this.do({ type: 'expire' });
    }
    this.#now = seconds;
    return this;
  }

  /** Logs agents in and makes them ready, in this order. */
  ready(...agents: readonly string[]): this {
    for (const agent of agents) {
      this.do({ type: 'log-in', agent });
      this.do({ type: 'set-ready', agent });
    }
    return this;
  }

  logIn(...agents: readonly string[]): this {
    for (const agent of agents) this.do({ type: 'log-in', agent });
    return this;
  }

  call(
    contact: string,
    queue = 'q',
    wishes: QueueWishes = {},
    from = contact,
    channel: ContactChannel = 'voice',
  ): this {
    const facts = { gateway: 'test', externalId: contact, from, to: 'us', attributes: {} };
    this.do({ type: 'arrive', contact, channel, queue, wishes, ...facts });
    return this;
  }

  hangUp(contact: string): this {
    this.do({ type: 'leave', contact, by: 'customer' });
    return this;
  }

  accept(agent: string): this {
    this.do({ type: 'accept', agent, reservation: this.state.agent(agent).reservation ?? '' });
    return this;
  }

  reject(agent: string, because?: string): this {
    this.do({ type: 'reject', agent, reservation: this.state.agent(agent).reservation ?? '', because });
    return this;
  }

  finish(agent: string, contact: string, disposition = 'done'): this {
    this.do({ type: 'finish-wrap-up', agent, contact, disposition, note: '' });
    return this;
  }

  /** Accepts, talks for some seconds, and finishes the wrap-up at once if it does not end by itself. */
  serve(agent: string, contact: string, seconds = 10): this {
    this.accept(agent)
      .at(this.#now + seconds)
      .hangUp(contact);
    return this.state.contact(contact).wrapUps.some((own) => own.agent === agent && own.until === undefined)
      ? this.finish(agent, contact)
      : this;
  }

  /** Who is rung now, by contact. */
  get rung(): Readonly<Record<string, readonly string[]>> {
    const rung: Record<string, string[]> = {};
    for (const { contact, agent } of this.state.reservations.values())
      rung[contact] = [...(rung[contact] ?? []), agent];
    return rung;
  }

  /** Contacts of a queue in the order in which they are answered. */
  waiting(queue = 'q'): readonly string[] {
    return [...this.state.queueRecord(queue).waiting]
      .sort((a, b) => (this.state.order(a, b) ? -1 : 1))
      .map(({ id }) => id);
  }

  all<Type extends ContactCentreEvent['type']>(type: Type): readonly (ContactCentreEvent & PayloadOf<Type>)[] {
    return this.log.filter((event): event is ContactCentreEvent & PayloadOf<Type> => event.type === type);
  }

  /** Every offer so far: contact to agent. */
  get offers(): readonly string[] {
    return this.all('offer-made').map(({ contact, agent }) => `${contact}>${agent}`);
  }

  outcome(contact: string): string | undefined {
    return this.state.contact(contact).outcome;
  }
}

function configured({
  queues = [{ id: 'q' }],
  agents = [],
  reasons = [],
  configuration = {},
}: Setup): ContactCentreConfiguration {
  return {
    agents: agents.map((agent) => ({ name: agent.id, queues: queues.map(({ id }) => id), ...agent })),
    queues: queues.map((queue) => ({
      name: queue.id,
      channel: 'voice',
      dispositions: [],
      serviceLevel: { seconds: 20, target: 0.8 },
      ...queue,
    })),
    notReadyReasons: [{ id: 'lunch', label: 'Lunch' }, ...reasons],
    offerTimeoutMs: 20_000,
    ...configuration,
  };
}
