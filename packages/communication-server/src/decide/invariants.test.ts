import { CarusoError } from '@caruso/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { centre, configuration } from '../../test/support/centre.js';
import type { ContactCentreEvent } from '../contract.js';
import { route } from '../routing/route.js';
import { apply } from '../state/apply.js';
import { ContactCentreState } from '../state/contact-centre-state.js';
import { currentOf } from '../state/records.js';
import { agentView, contactView } from '../views.js';
import type { Command } from './command.js';

const agents = configuration.agents.map(({ id }) => id);
const queues = configuration.queues.map(({ id }) => id);

/** What a random step wants; ids are chosen from those that exist when it is carried out. */
const step = fc.record({
  kind: fc.constantFrom(
    ...(['arrive', 'arrive', 'leave', 'log-in', 'set-ready', 'set-ready', 'accept', 'accept', 'reject'] as const),
    ...(['hang-up', 'finish-wrap-up', 'set-not-ready', 'log-out', 'lose-connection', 'annotate', 'expire'] as const),
    ...(['visit', 'hand-over', 'hand-over', 'close-self-service'] as const),
  ),
  agent: fc.constantFrom(...agents),
  queue: fc.constantFrom(...queues),
  pick: fc.nat(1_000),
  lost: fc.boolean(),
  pause: fc.integer({ min: 0, max: 6_000 }),
});
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

function commandOf(c: ReturnType<typeof centre>, { kind, agent, queue, pick, lost }: Step, index: number): Command {
  const { state } = c;
  const contacts = [...state.contacts.values()].map(({ id }) => id);
  const contact = contacts[pick % Math.max(1, contacts.length)] ?? 'none';
  const holder = state.agent(agent);
  switch (kind) {
    case 'arrive':
      return c.arrive(`c${index}`, queue);
    case 'visit':
      return c.visit(`w${index}`);
    case 'hand-over':
    case 'close-self-service': {
      const visits = [...state.contacts.open].filter((open) => open.state === 'self-service').map(({ id }) => id);
      return { type: kind, contact: visits[pick % Math.max(1, visits.length)] ?? contact, queue };
    }
    case 'leave':
      return { type: 'leave', contact, by: lost ? 'gateway' : 'customer' };
    case 'accept':
    case 'reject':
      return { type: kind, agent, reservation: holder.reservation ?? [...state.reservations.keys()][0] ?? 'none' };
    case 'hang-up':
      return { type: kind, agent, contact: currentOf(holder) ?? contact };
    case 'finish-wrap-up':
      return { type: kind, agent, contact: currentOf(holder) ?? contact, disposition: 'done', note: '' };
    case 'set-not-ready':
      return { type: kind, agent, reason: 'lunch' };
    case 'annotate':
      return { type: kind, contact, customer: `customer-${pick % 3}` };
    case 'expire':
      return { type: kind };
    default:
      return { type: kind, agent };
  }
}

function run(steps: readonly Step[], after: (c: ReturnType<typeof centre>, events: ContactCentreEvent[]) => void) {
  const c = centre();
  const log: ContactCentreEvent[] = [];
  let now = 1_000;
  steps.forEach((next, index) => {
    now += next.pause;
    try {
      log.push(...c.do(commandOf(c, next, index), now));
    } catch (thrown) {
      if (!CarusoError.is(thrown) || thrown.kind === 'internal') throw thrown;
    }
    after(c, log);
  });
  return { c, log };
}

/** Everything a state says, as plain data. */
function picture(state: ContactCentreState) {
  return {
    number: state.number,
    agents: [...state.agents.values()].map((agent) => ({ view: agentView(state, agent), idle: agent.idleRank })),
    contacts: [...state.contacts.values()].map(contactView),
    open: [...state.contacts.open].map(({ id }) => id),
    reservations: [...state.reservations.values()],
    queues: [...state.queues.values()].map((queue) => ({
      waiting: [...queue.waiting].map(({ id, state: now }) => `${id} ${now}`).sort(),
      lines: [...queue.lines].map(([demand, line]) => ({
        demand,
        contacts: line.contacts.ordered().map(({ id }) => id),
      })),
      staffed: [...queue.staffed].filter(([, staffed]) => staffed > 0),
    })),
    free: [...state.agents.values()].map(({ id, group }) => [
      id,
      group
        .free('voice')
        .ordered()
        .map((free) => free.id),
    ]),
    due: [...state.deadlines].map(({ turn: _, ...due }) => due),
  };
}

const steps = fc.array(step, { minLength: 20, maxLength: 120 });

describe('a contact centre, whatever happens in it', () => {
  it('offers a contact to one agent at most, and gives an agent one contact at most', () => {
    fc.assert(
      fc.property(steps, (sequence) => {
        run(sequence, ({ state }) => {
          const offered = [...state.reservations.values()];
          const held = [...state.agents.values()].flatMap((agent) => currentOf(agent) ?? []);
          const engaged = [...offered.map(({ contact }) => contact), ...held];
          expect(new Set(engaged).size).toBe(engaged.length);
          expect(new Set(offered.map(({ agent }) => agent)).size).toBe(offered.length);
        });
      }),
    );
  });

  it('keeps the states of agents and contacts in agreement', () => {
    fc.assert(
      fc.property(steps, (sequence) => {
        run(sequence, ({ state }) => {
          for (const agent of state.agents.values()) {
            expect(agent.reservation !== undefined).toBe(agent.state === 'reserved');
            const contact = currentOf(agent);
            expect(contact !== undefined).toBe(agent.state === 'busy' || agent.state === 'wrap-up');
            // A break can wait for the end of a contact only.
            if (agent.next !== undefined) expect(contact).toBeDefined();
            if (contact !== undefined) {
              const wanted = agent.state === 'busy' ? 'connected' : 'wrap-up';
              expect(state.contact(contact)).toMatchObject({ state: wanted, agent: agent.id });
            }
            expect(agent.group.free('voice').ordered().includes(agent)).toBe(agent.state === 'ready');
            expect(agent.freeFor).toEqual(agent.state === 'ready' ? ['voice'] : []);
          }
          for (const contact of state.contacts.values()) {
            const waits = contact.queue !== undefined && state.queueRecord(contact.queue).waiting.has(contact);
            expect(waits).toBe(contact.state === 'waiting' || contact.state === 'offered');
            expect(contact.line?.contacts.has(contact) ?? false).toBe(contact.state === 'waiting');
            expect(state.contacts.open.has(contact)).toBe(contact.state !== 'closed');
            // Who serves himself is in no queue; who has been handed over does not count as self-served.
            if (contact.queue === undefined) expect(['self-service', 'closed']).toContain(contact.state);
            if (contact.state === 'self-service' || contact.outcome === 'self-served')
              expect(contact.queue).toBeUndefined();
          }
          expect([...state.deadlines].map(({ id }) => id).sort()).toEqual([...state.reservations.keys()].sort());
        });
      }),
    );
  });

  it('never leaves a contact waiting while an agent of its queue is ready', () => {
    fc.assert(
      fc.property(steps, (sequence) => {
        run(sequence, ({ state }) => {
          expect(state.unsettled.size).toBe(0);
          for (const { lines, agents: serving } of state.queues.values()) {
            const waiting = [...lines.values()].reduce((sum, { contacts }) => sum + contacts.size, 0);
            const ready = [...serving].filter((agent) => agent.state === 'ready').length;
            expect(Math.min(waiting, ready)).toBe(0);
          }
        });
      }),
    );
  });

  it('offers contacts of a queue in the order in which they came, also after an offer failed', () => {
    fc.assert(
      fc.property(steps, (sequence) => {
        const { log } = run(sequence, () => {});
        const waiting = new Map<string, string[]>(queues.map((queue) => [queue, []]));
        const order = log.flatMap((event) => (event.type === 'contact-queued' ? [event.contact] : []));
        for (const event of log) {
          if (event.type === 'contact-queued') waiting.get(event.queue)?.push(event.contact);
          else if (event.type === 'offer-made') {
            expect(waiting.get(event.queue)?.shift()).toBe(event.contact);
          } else if (['offer-rejected', 'offer-timed-out', 'offer-withdrawn'].includes(event.type)) {
            const { queue, contact } = event as { queue: string; contact: string };
            const line = waiting.get(queue) ?? [];
            line.push(contact);
            line.sort((a, b) => order.indexOf(a) - order.indexOf(b));
          } else if (event.type === 'contact-abandoned' || event.type === 'contact-closed') {
            for (const [queue, line] of waiting)
              waiting.set(
                queue,
                line.filter((contact) => contact !== event.contact),
              );
          }
        }
      }),
    );
  });

  it('gives a break that was requested and not withdrawn when the wrap-up ends, and rings before only who wants none', () => {
    fc.assert(
      fc.property(steps, (sequence) => {
        const { c, log } = run(sequence, () => {});
        const wanted = new Map<string, string>();
        for (const event of log) {
          if (event.type === 'break-requested') wanted.set(event.agent, event.reason);
          else if (event.type === 'break-withdrawn') expect(wanted.delete(event.agent)).toBe(true);
          else if (event.type === 'offer-made') expect(wanted.has(event.agent)).toBe(false);
          else if (event.type === 'agent-logged-out') expect(wanted.has(event.agent)).toBe(false);
          else if (event.type === 'agent-state-changed' && event.state !== 'wrap-up') {
            const reason = wanted.get(event.agent);
            if (reason !== undefined) expect(event).toMatchObject({ state: 'not-ready', reason });
            wanted.delete(event.agent);
          }
        }
        for (const agent of c.state.agents.values()) expect(agent.next).toBe(wanted.get(agent.id));
      }),
    );
  });

  it('can decide every offer again from the log before it, with the reason that was stored', () => {
    fc.assert(
      fc.property(steps, (sequence) => {
        const { log } = run(sequence, () => {});
        const folded = new ContactCentreState(configuration);
        for (const event of log) {
          if (event.type === 'offer-made') {
            const { number: _, at, ...offer } = event;
            expect(route(folded, at, () => offer.reservation)).toEqual([offer]);
            const [first] = offer.reason.candidates;
            expect(first?.agent).toBe(offer.agent);
            const serving = configuration.agents.filter(({ queues: served }) => served.includes(offer.queue));
            expect(offer.reason.candidates.length + offer.reason.excluded.length).toBe(serving.length);
          }
          apply(folded, event);
        }
      }),
    );
  });

  it('ends every contact in exactly one outcome', () => {
    fc.assert(
      fc.property(steps, (sequence) => {
        const { c, log } = run(sequence, () => {});
        for (const { id, state } of c.state.contacts.values()) {
          const own = log.filter((event) => 'contact' in event && event.contact === id);
          const ends = own.filter(({ type }) => type === 'contact-closed');
          expect(ends).toHaveLength(state === 'closed' ? 1 : 0);
          expect(own.filter(({ type }) => type === 'contact-connected').length).toBeLessThanOrEqual(1);
          if (state === 'closed')
            expect(own.at(-1)?.type).toMatch(/^(contact-closed|agent-state-changed|contact-annotated)$/);
        }
      }),
    );
  });

  it('is the fold of its log at every event number, and numbers events without gaps in the order of time', () => {
    fc.assert(
      fc.property(steps, (sequence) => {
        const pictures = new Map<number, unknown>();
        const { log } = run(sequence, ({ state }) => pictures.set(state.number, picture(state)));
        const folded = new ContactCentreState(configuration);
        let last = 0;
        for (const event of log) {
          apply(folded, JSON.parse(JSON.stringify(event)));
          expect(event.at).toBeGreaterThanOrEqual(last);
          last = event.at;
          const seen = pictures.get(event.number);
          if (seen) expect(picture(folded)).toEqual(seen);
        }
        expect(folded.number).toBe(log.length);
      }),
    );
  });
});
