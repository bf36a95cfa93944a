import type { ContactCentreConfiguration } from '../configuration/contact-centre-configuration.js';
import { choicesOf } from '../configuration/disposition.js';
import type { ContactCentreEvent } from '../contract.js';
import type { Command } from '../decide/command.js';
import { execute } from '../decide/execute.js';
import { ContactCentreState } from '../state/contact-centre-state.js';
import { Agenda } from './agenda.js';
import { drawForecast } from './draw-forecast.js';
import { drawRecorded } from './draw-recorded.js';
import type { Arrival, DrawnContact } from './drawn-contact.js';
import { type Batches, Observer } from './observer.js';
import { randomNumbers } from './random-numbers.js';
import type { SimulatedCentre, Span, Team } from './simulated-centre.js';
import type { Batch } from './tally.js';

const BREAK = 'break';
const SHIFT_OVER = 'shift-over';

/** How a simulation is run. */
export interface SimulationOptions {
  /** The same seed brings the same contacts, whoever is there to answer them. */
  readonly seed: string;
  /** Which contacts are counted. Without it all are, and the simulation ends when nothing happens any more. */
  readonly batches?: Batches;
  /** Told every event, whatever is counted. */
  readonly told?: (event: ContactCentreEvent) => void;
  /** Told of each contact, just before it arrives, what chance or a recording has given it. */
  readonly drawn?: (contact: DrawnContact) => void;
}

/**
 * Lets contacts go through a contact centre in virtual time, with the decisions of production: agents accept at once, talk
 * as long as the demand or the recording says, and do the wrap-up.
 *
 * @example
 * ```ts
 * const [day] = simulate(centre, { seed: '7' });
 * console.log(day?.queues.get('service')?.answered);
 * ```
 */
export function simulate(centre: SimulatedCentre, options: SimulationOptions): readonly Batch[] {
  const observer = new Observer({
    within: new Map(centre.queues.map(({ id, serviceLevel }) => [id, serviceLevel.seconds])),
    teams: centre.teams.map(({ id }) => id),
    teamOf: new Map(centre.teams.flatMap((team) => agentsOf(team).map((agent) => [agent, team.id]))),
    batches: options.batches,
  });
  new Simulation(centre, options, observer).run();
  return observer.batches;
}

class Simulation {
  readonly #state: ContactCentreState;
  readonly #observer: Observer;
  readonly #told: SimulationOptions['told'];
  readonly #drawn: SimulationOptions['drawn'];
  readonly #agenda = new Agenda();
  readonly #demand = new Map<string, DrawnContact>();
  #now = 0;
  #contacts = 0;
  #reservations = 0;

  constructor(centre: SimulatedCentre, { seed, told, drawn }: SimulationOptions, observer: Observer) {
    this.#state = new ContactCentreState(configurationOf(centre));
    this.#observer = observer;
    this.#told = told;
    this.#drawn = drawn;
    for (const team of centre.teams) for (const agent of agentsOf(team)) this.#planShift(agent, team.shift);
    const streams = (of: string) => (name: string) => randomNumbers(`${seed}/${of}${name}`);
    for (const demand of centre.demand) this.#planArrivals(drawForecast(demand, streams(`${demand.queue}/`)));
    for (const recorded of centre.recorded ?? [])
      this.#planArrivals(drawRecorded(recorded, streams(`recorded/${recorded.id}/`)));
  }

  run(): void {
    while (!this.#observer.done) {
      const { next } = this.#agenda;
      const due = this.#state.nextDue;
      if (due !== undefined && (next === undefined || due < next)) {
        this.#now = Math.max(this.#now, due);
        this.#send({ type: 'expire' });
      } else if (next !== undefined) {
        this.#now = next;
        this.#agenda.runNext();
      } else return;
    }
  }

  #send(command: Command): void {
    const newReservation = () => `r${++this.#reservations}`;
    for (const event of execute(this.#state, command, { now: this.#now, newReservation })) {
      this.#observer.see(event);
      this.#told?.(event);
      this.#react(event);
    }
    this.#state.contacts.forget(this.#state.number, 0);
  }

  #react(event: ContactCentreEvent): void {
    switch (event.type) {
      case 'offer-made':
        this.#after(0, () => this.#accept(event.agent, event.reservation));
        break;
      case 'contact-connected': {
        const { contact } = event;
        const seconds = this.#demand.get(contact)?.handling ?? 0;
        this.#after(seconds, () => this.#send({ type: 'leave', contact, by: 'customer' }));
        break;
      }
      case 'wrap-up-started':
        this.#after(this.#demand.get(event.contact)?.wrapUp ?? 0, () => this.#finish(event.agent, event.contact));
        break;
      case 'contact-closed':
        this.#demand.delete(event.contact);
        break;
      case 'agent-state-changed':
        if (event.reason === SHIFT_OVER) this.#after(0, () => this.#send({ type: 'log-out', agent: event.agent }));
    }
  }

  /** The first of several agents who are rung has the contact. */
  #accept(agent: string, reservation: string): void {
    if (this.#state.reservations.has(reservation)) this.#send({ type: 'accept', agent, reservation });
  }

  /** A wrap-up may have ended by itself, by the rules of its queue. */
  #finish(agent: string, contact: string): void {
    const { queue = '', wrapUps } = this.#state.contacts.get(contact) ?? {};
    if (!wrapUps?.some((own) => own.agent === agent)) return;
    const disposition = choicesOf(this.#state.queueRecord(queue).definition?.dispositions ?? []).at(0)?.id ?? '';
    this.#send({ type: 'finish-wrap-up', agent, contact, disposition, note: '' });
  }

  /** Lets contacts arrive that come in the order of time, each when the one before has arrived. */
  #planArrivals(contacts: Iterable<Arrival>): void {
    const coming = contacts[Symbol.iterator]();
    const planNext = () => {
      const next = coming.next();
      if (next.done) return;
      this.#agenda.plan(next.value.at * 1_000, () => {
        this.#arrive(next.value);
        planNext();
      });
    };
    planNext();
  }

  #arrive(arrival: Arrival): void {
    const contact = `c${++this.#contacts}`;
    const { queue, patience } = arrival;
    const drawn = { contact, ...arrival };
    this.#drawn?.(drawn);
    this.#demand.set(contact, drawn);
    if (Number.isFinite(patience)) this.#after(patience, () => this.#giveUp(contact));
    const origin = { channel: 'voice', gateway: 'simulation', externalId: contact, from: contact, to: queue } as const;
    this.#send({ type: 'arrive', contact, queue, ...origin, attributes: {} });
  }

  #giveUp(contact: string): void {
    const { state } = this.#state.contacts.get(contact) ?? {};
    if (state === 'waiting' || state === 'offered') this.#send({ type: 'leave', contact, by: 'customer' });
  }

  #planShift(agent: string, shift: readonly Span[] = [{ from: 0, until: Number.POSITIVE_INFINITY }]): void {
    for (const [index, { from, until }] of shift.entries()) {
      this.#agenda.plan(from * 1_000, () => {
        this.#send({ type: 'log-in', agent });
        this.#send({ type: 'set-ready', agent });
      });
      const reason = index === shift.length - 1 ? SHIFT_OVER : BREAK;
      if (Number.isFinite(until)) this.#agenda.plan(until * 1_000, () => this.#stepBack(agent, reason));
    }
  }

  /** At once, or after the contact in hand. */
  #stepBack(agent: string, reason: string): void {
    if (this.#state.agent(agent).state === 'reserved') this.#after(0, () => this.#stepBack(agent, reason));
    else this.#send({ type: 'set-not-ready', agent, reason });
  }

  #after(seconds: number, run: () => void): void {
    this.#agenda.plan(this.#now + seconds * 1_000, run);
  }
}

function agentsOf({ id, agents }: Team): readonly string[] {
  return Array.from({ length: agents }, (_, index) => `${id}-${index + 1}`);
}

function configurationOf({ queues, teams }: SimulatedCentre): ContactCentreConfiguration {
  return {
    queues,
    agents: teams.flatMap((team) => {
      const { queues: served, skills } = team;
      return agentsOf(team).map((id) => ({ id, name: id, queues: served, ...(skills ? { skills } : {}) }));
    }),
    notReadyReasons: [BREAK, SHIFT_OVER].map((id) => ({ id, label: id })),
    // Nobody lets it ring so long in a simulation.
    offerTimeoutMs: 60_000,
  };
}
