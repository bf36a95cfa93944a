import { CarusoError } from '@caruso/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Party } from '../../src/contract.js';
import type { Command } from '../../src/decide/command.js';
import { House } from '../support/house.js';

const AGENTS = ['ada', 'bob', 'cleo', 'dora', 'eve'];
const QUEUES = ['q', 'r', 's'];
const queues = [
  { id: 'q', callback: { retryAfter: 5 }, wrapUp: { seconds: 6 }, pauseMissed: 'never' as const },
  { id: 'r', pauseMissed: 'never' as const },
  { id: 's', channel: 'chat' as const, wrapUp: { seconds: 4, holdsBack: 'queue' as const } },
];

/** The others of them have time to be asked, and Sam to listen. */
const agents = [
  ...AGENTS.map((id, index) => ({ id, queues: index < 2 ? QUEUES : ['s'], phone: id })),
  { id: 'sam', queues: [], phone: 'sam' },
];

const wanted = fc.record({
  kind: fc.constantFrom(
    ...([
      'arrive',
      'arrive',
      'arrive',
      'arrive',
      'arrive',
      'arrive',
      'ready',
      'ready',
      'ready',
      'ready',
      'accept',
      'accept',
      'accept',
      'accept',
    ] as const),
    ...(['accept', 'accept', 'reject', 'hang-up', 'finish', 'finish', 'finish', 'leave', 'lost'] as const),
    ...(['log-out', 'away', 'hold', 'retrieve', 'consult', 'consult', 'consult', 'consult', 'consulted'] as const),
    ...(['cancel', 'complete', 'join', 'join', 'join', 'join', 'to-queue', 'to-agent', 'to-number'] as const),
    ...(['to-script', 'transfer-failed', 'hand-over', 'close', 'supervise', 'record', 'callback'] as const),
    ...(['confer', 'confer', 'talk', 'called-back', 'lose', 'priority'] as const),
    ...(['record', 'question', 'question', 'pause', 'resume'] as const),
  ),
  agent: fc.constantFrom(...AGENTS),
  other: fc.constantFrom(...AGENTS),
  queue: fc.constantFrom('q', 'r', ...QUEUES),
  pick: fc.nat(100),
  seconds: fc.integer({ min: 0, max: 3 }),
});
type Step = typeof wanted extends fc.Arbitrary<infer Value> ? Value : never;

/** Agents who finish, come or go are meant; else whose telephone rings, or mostly who leads a conversation. */
function meant({ state }: House, { kind, agent, pick }: Step): { readonly agent: string; readonly contact: string } {
  const none = { agent, contact: [...state.agent(agent).contacts][0] ?? 'none' };
  if (kind === 'ready' || kind === 'log-out' || kind === 'away') return none;
  if (kind === 'finish') return { agent, contact: [...state.agent(agent).wrapUps][0] ?? 'none' };
  if (kind === 'accept' || kind === 'reject') return chosen([...state.reservations.values()], pick) ?? none;
  const talk = chosen(
    [...state.contacts.open].filter((contact) => contact.state === 'connected'),
    pick,
  );
  return talk?.agent !== undefined && pick % 5 > 0 ? { agent: talk.agent, contact: talk.id } : none;
}

const chosen = <Item>(items: readonly Item[], pick: number): Item | undefined =>
  items[pick % Math.max(1, items.length)];

function commandsOf(house: House, step: Step, index: number): readonly Command[] {
  const { kind, other, queue, pick } = step;
  const { state } = house;
  const { agent, contact } = meant(house, step);
  const any = chosen([...state.contacts.open], pick)?.id ?? 'none';
  const reservation = state.agent(agent).reservation ?? 'none';
  const party: Party = pick % 4 === 0 ? { number: '+4930' } : { agent: other };
  const facts = { gateway: 'test', externalId: `c${index}`, from: 'x', to: 'us', attributes: {} };
  const colleague =
    [...state.agents.values()].find(({ id, state: now }) => id !== agent && now === 'ready')?.id ?? other;
  const ask = { type: 'consult', agent, contact, with: { agent: colleague }, reservation: `ask${index}` } as const;
  const answer = { type: 'accept', agent: colleague, reservation: `ask${index}` } as const;
  const commands: Record<Step['kind'], Command | readonly Command[]> = {
    confer: [ask, answer, { type: 'join-conference', agent, contact }],
    talk: [ask, answer],
    arrive: { type: 'arrive', contact: `c${index}`, channel: queue === 's' ? 'chat' : 'voice', queue, ...facts },
    ready: { type: state.agent(agent).state === 'offline' ? 'log-in' : 'set-ready', agent },
    accept: { type: 'accept', agent, reservation },
    reject: { type: 'reject', agent, reservation, because: pick % 2 ? 'busy' : undefined },
    'hang-up': { type: 'hang-up', agent, contact },
    finish: { type: 'finish-wrap-up', agent, contact, note: '' },
    leave: { type: 'leave', contact: any, by: 'customer' },
    lost: { type: 'leave', contact: any, by: 'gateway' },
    'log-out': { type: 'log-out', agent },
    away: { type: 'set-not-ready', agent, reason: 'lunch' },
    hold: { type: 'hold', agent, contact },
    retrieve: { type: 'retrieve', agent, contact },
    consult: { type: 'consult', agent, contact, with: party, reservation: `ask${index}` },
    consulted: { type: 'consulted', contact: any, answered: pick % 3 > 0 },
    cancel: { type: 'cancel-consultation', agent, contact },
    complete: { type: 'complete-transfer', agent, contact },
    join: { type: 'join-conference', agent, contact },
    'to-queue': { type: 'transfer', agent, contact, to: { queue } },
    'to-agent': { type: 'transfer', agent, contact, to: { agent: other } },
    'to-number': { type: 'transfer', agent, contact, to: { number: '+4930' } },
    'to-script': { type: 'transfer', agent, contact, to: { script: 'menu' } },
    'transfer-failed': { type: 'transfer-failed', contact: any, because: 'busy' },
    'hand-over': { type: 'hand-over', contact: any, queue },
    close: { type: 'close-self-service', contact: any },
    supervise: { type: 'supervise', supervisor: pick % 3 === 0 ? other : 'sam', contact, mode: 'listen' },
    record: { type: 'record', contact, recording: `rec${index}`, consent: 'customer', by: agent },
    question: {
      type: 'note-private-question',
      contact,
      dialog: `d${pick % 2}`,
      step: pick % 3 > 0 ? `s${index}` : undefined,
    },
    pause: { type: 'pause-recording', contact, by: 'ada' },
    resume: { type: 'resume-recording', contact, by: 'ada' },
    callback: { type: 'request-callback', contact: any, phone: '+4930' },
    'called-back': { type: 'called-back', contact: any, answered: pick % 2 > 0 },
    lose: { type: 'lose-connection', agent },
    priority: { type: 'change-priority', contact: any, priority: pick % 3 },
  };
  return [commands[kind]].flat();
}

/** Random things happen, those that are possible; afterwards one looks. */
function live(steps: readonly Step[], after: (house: House) => void): House {
  const house = new House({ queues, agents }).ready(...AGENTS);
  let seconds = 1;
  steps.forEach((next, index) => {
    seconds += next.seconds;
    house.at(seconds);
    try {
      for (const command of commandsOf(house, next, index)) house.do(command);
    } catch (thrown) {
      if (!CarusoError.is(thrown) || thrown.kind === 'internal') throw thrown;
    }
    after(house);
  });
  return house;
}

const steps = fc.array(wanted, { minLength: 100, maxLength: 200 });

describe('conversations, whatever agents and customers do', () => {
  it('are in the hands of exactly those who take part in them, and leave nothing of them behind', () => {
    let conferences = 0;
    fc.assert(
      fc.property(steps, (sequence) => {
        const { log } = live(sequence, ({ state }) => {
          const all = [...state.agents.values()];
          for (const contact of state.contacts.values()) {
            const { id, agent, consultation, conference, heldSince, supervisors, recording, wrapUps } = contact;
            const asked = consultation?.answered ? [consultation.with] : [];
            const others = [...conference, ...asked].flatMap((party) => ('agent' in party ? [party.agent] : []));
            const talks = contact.state === 'connected' ? [agent, ...others] : [];
            const holders = all.filter(({ contacts }) => contacts.has(id)).map((holder) => holder.id);
            expect(holders.toSorted()).toEqual(talks.toSorted());
            const finishing = all.filter((holder) => holder.wrapUps.has(id)).map((holder) => holder.id);
            expect(finishing.toSorted()).toEqual(wrapUps.map((own) => own.agent).toSorted());
            if (contact.state === 'wrap-up') expect(finishing).not.toEqual([]);
            if (contact.state === 'connected') continue;
            const left = { consultation, conference, heldSince, supervisors, recording };
            expect(left).toEqual({ conference: [], supervisors: [] });
          }
        });
        conferences += log.filter(({ type }) => type === 'conference-joined').length;
      }),
    );
    expect(conferences).toBeGreaterThan(20);
  });

  it('are heard by supervisors who are in no other one', () => {
    let supervised = 0;
    fc.assert(
      fc.property(steps, (sequence) => {
        const { log } = live(sequence, ({ state }) => {
          for (const { id, supervises, contacts, state: now } of state.agents.values()) {
            const heard = [...state.contacts.values()].filter(({ supervisors }) =>
              supervisors.some(({ supervisor }) => supervisor === id),
            );
            expect(heard.map((contact) => contact.id)).toEqual(supervises === undefined ? [] : [supervises]);
            if (supervises === undefined) continue;
            expect(contacts.size).toBe(0);
            expect(['offline', 'not-ready']).toContain(now);
          }
        });
        supervised += log.filter(({ type }) => type === 'supervision-started').length;
      }),
    );
    expect(supervised).toBeGreaterThan(10);
  });

  it('are recorded exactly while nothing keeps the recording paused', () => {
    let pauses = 0;
    fc.assert(
      fc.property(steps, (sequence) => {
        const { log } = live(sequence, ({ state }) => {
          for (const { recording, privateQuestion, heldSince } of state.contacts.open) {
            if (!recording) continue;
            const because = recording.paused.filter((reason) => reason !== 'by-hand');
            expect(because).toEqual([
              ...(privateQuestion?.asked ? ['private-question'] : []),
              ...(heldSince === undefined ? [] : ['hold']),
            ]);
          }
        });
        pauses += log.filter(
          (event) => event.type === 'recording-paused' && event.because?.includes('private-question'),
        ).length;
      }),
    );
    expect(pauses).toBeGreaterThan(10);
  });

  it('leave no agent in a state that nothing ends', () => {
    fc.assert(
      fc.property(steps, (sequence) => {
        live(sequence, ({ state: { agents, contacts, reservations } }) => {
          for (const { id, state, contacts: held, wrapUps, reservation } of agents.values()) {
            if (state === 'busy') expect(held.size).toBeGreaterThan(0);
            if (state === 'wrap-up') expect([held.size, wrapUps.size > 0]).toEqual([0, true]);
            if (state === 'reserved') expect(reservations.get(reservation ?? '')?.agent).toBe(id);
            if (['ready', 'not-ready', 'offline'].includes(state)) expect(held.size + wrapUps.size).toBe(0);
            if (reservation !== undefined) expect(reservations.has(reservation)).toBe(true);
          }
          for (const { contact } of reservations.values())
            expect(['offered', 'connected']).toContain(contacts.get(contact)?.state);
        });
      }),
    );
  });
});
