import type { ContactCentreConfiguration } from '../../src/configuration/contact-centre-configuration.js';
import type { Queue } from '../../src/contract.js';
import type { Command } from '../../src/decide/command.js';
import { execute } from '../../src/decide/execute.js';
import { ContactCentreState } from '../../src/state/contact-centre-state.js';

const queue = (id: string): Queue => ({
  id,
  name: id,
  channel: 'voice',
  dispositions: [{ id: 'done', label: 'Done' }],
  serviceLevel: { seconds: 20, target: 0.8 },
});

/** Three agents and two queues: ada serves both, bob the first, cleo the second. */
export const configuration: Omit<ContactCentreConfiguration, 'calendars'> = {
  agents: [
    { id: 'ada', name: 'Ada', queues: ['service', 'sales'] },
    { id: 'bob', name: 'Bob', queues: ['service'] },
    { id: 'cleo', name: 'Cleo', queues: ['sales'] },
  ],
  queues: [queue('service'), queue('sales')],
  notReadyReasons: [{ id: 'lunch', label: 'Lunch' }],
  offerTimeoutMs: 10_000,
};

/** A contact centre without any shell: commands in, events out. */
export function centre(setup: ContactCentreConfiguration = configuration) {
  const state = new ContactCentreState(setup);
  let reservations = 0;
  return {
    state,
    do: (command: Command, now: number) => execute(state, command, { now, newReservation: () => `r${++reservations}` }),
    arrive: (contact: string, inQueue = 'service'): Command => ({
      type: 'arrive',
      contact,
      channel: 'voice',
      gateway: 'test',
      externalId: contact,
      from: '+49301',
      to: '+49309',
      queue: inQueue,
      attributes: {},
    }),
    /** A customer begins to serve himself. */
    visit: (contact: string): Command => ({
      type: 'arrive',
      contact,
      channel: 'web',
      gateway: 'self-service',
      externalId: contact,
      from: 'session',
      to: 'portal',
      attributes: {},
    }),
    /** Logs agents in and makes them ready, one a second. */
    ready(...agents: string[]) {
      for (const agent of agents) {
        this.do({ type: 'log-in', agent }, state.at + 1_000);
        this.do({ type: 'set-ready', agent }, state.at);
      }
    },
  };
}
