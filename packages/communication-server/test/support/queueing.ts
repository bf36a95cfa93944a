import type { ContactCentreConfiguration } from '../../src/configuration/contact-centre-configuration.js';
import type { Command } from '../../src/decide/command.js';
import { execute } from '../../src/decide/execute.js';
import { randomOf } from '../../src/gateways/simulated/random.js';
import { ContactCentreState } from '../../src/state/contact-centre-state.js';
import { RankedSet } from '../../src/state/ranked-set.js';

/** A queueing system; times in seconds. */
export interface System {
  readonly agents: number;
  readonly callsPerHour: number;
  /** Mean of the exponentially distributed talk. */
  readonly talk: number;
  /** Mean of the exponentially distributed patience; without it nobody leaves. */
  readonly patience?: number;
  /** Fixed. */
  readonly wrapUp?: number;
}

/** What became of one contact; times in seconds. */
export interface Observation {
  readonly wait: number;
  readonly answered: boolean;
}

/**
 * Lets contacts go through the contact centre as production does, with the same decisions, under a clock of its own:
 * Poisson arrivals, and agents who accept at once.
 *
 * @returns the contacts in the order of arrival, without the first twentieth, in which the system fills
 */
export function simulate(system: System, contacts: number, seed: number): readonly Observation[] {
  const random = randomOf(seed);
  const exponential = (mean: number) => -mean * 1_000 * Math.log(1 - random());
  const state = new ContactCentreState(configurationOf(system.agents));
  const due = new RankedSet<{ readonly at: number; readonly run: () => void }>((a, b) => a.at < b.at);
  const later = (run: () => void, at: number) => due.add({ at, run });
  let now = 0;
  let reservations = 0;
  const send = (command: Command) => {
    for (const event of execute(state, command, { now, newReservation: () => `r${++reservations}` })) {
      if (event.type !== 'offer-made') continue;
      const { agent, contact, reservation } = event;
      later(() => {
        send({ type: 'accept', agent, reservation });
        later(() => hangUp(agent, contact), now + exponential(system.talk));
      }, now);
    }
  };
  const hangUp = (agent: string, contact: string) => {
    send({ type: 'leave', contact, by: 'customer' });
    const finish = () => send({ type: 'finish-wrap-up', agent, contact, disposition: 'done', note: '' });
    later(finish, now + (system.wrapUp ?? 0) * 1_000);
  };
  let arrived = 0;
  const arrive = () => {
    const contact = `c${++arrived}`;
    const facts = { channel: 'voice', gateway: 'g', externalId: contact, from: '1', to: '2', attributes: {} } as const;
    send({ type: 'arrive', contact, queue: 'q', ...facts });
    if (system.patience !== undefined) {
      const giveUp = () => {
        const { state: at } = state.contact(contact);
        if (at === 'waiting' || at === 'offered') send({ type: 'leave', contact, by: 'customer' });
      };
      later(giveUp, now + exponential(system.patience));
    }
    if (arrived < contacts) later(arrive, now + exponential(3_600 / system.callsPerHour));
  };
  for (const agent of state.agents.keys()) {
    send({ type: 'log-in', agent });
    send({ type: 'set-ready', agent });
  }
  later(arrive, 0);
  for (let next = due.first; next; next = due.first) {
    now = next.at;
    due.delete(next);
    next.run();
  }
  return state
    .arrivals()
    .slice(contacts / 20)
    .map((contact) => ({
      wait: ((contact.connectedAt ?? contact.endedAt ?? now) - contact.arrivedAt) / 1_000,
      answered: contact.connectedAt !== undefined,
    }));
}

function configurationOf(agents: number): ContactCentreConfiguration {
  const serviceLevel = { seconds: 20, target: 0.8 };
  return {
    agents: Array.from({ length: agents }, (_, agent) => ({ id: `a${agent}`, name: '', queues: ['q'] })),
    queues: [{ id: 'q', name: 'Q', channel: 'voice', dispositions: [], serviceLevel }],
    notReadyReasons: [],
    offerTimeoutMs: 60_000,
  };
}
