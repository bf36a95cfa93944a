import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AgentDefinition, Assignment } from '../../src/configuration/agent-definition.js';
import type { Queue, Strategy } from '../../src/configuration/queue-definition.js';
import { comesBefore } from '../../src/routing/agent-order.js';
import { apply } from '../../src/state/apply.js';
import { ContactCentreState } from '../../src/state/contact-centre-state.js';
import type { AgentRecord, ContactRecord } from '../../src/state/records.js';
import { House } from '../support/house.js';

const QUEUES = ['sales', 'service', 'claims'];
const AGENTS = ['ada', 'bob', 'cem', 'dora', 'eve'];

const level = fc.constantFrom(0, 0, 1, 2);
const needs = fc.oneof(fc.constant({}), fc.record({ french: level }), fc.record({ french: level, polish: level }));
const definition = fc.record({
  strategy: fc.constantFrom<Strategy>(
    ...([
      'longest-idle',
      'fewest-contacts',
      'fewest-open',
      'least-occupied',
      'round-robin',
      'ranked',
      'linear',
      'ring-several',
    ] as const),
  ),
  weight: fc.integer({ min: 0, max: 1 }),
  tierWait: fc.constantFrom(0, 4),
  needs,
  penalties: fc.constantFrom({}, {}, { max: 1 }),
  steps: fc.constantFrom([], [{ after: 5, needs: {} }], [{ after: 3, maxPenalty: 9 }]),
  ringBusy: fc.constantFrom(false, false, true),
  ringAtOnce: fc.integer({ min: 1, max: 3 }),
  preferFor: fc.constant(4),
  wrapUp: fc.constant({ seconds: 2 }),
});
const assignment = fc.record({
  priority: fc.integer({ min: 1, max: 2 }),
  delay: fc.constantFrom(0, 0, 3),
  penalty: fc.integer({ min: 0, max: 2 }),
  tier: fc.integer({ min: 1, max: 2 }),
});
const setup = fc.record({
  ageing: fc.constantFrom(undefined, 3),
  queues: fc.tuple(
    ...QUEUES.map((id) => definition.map((queue): Partial<Queue> & { id: string } => ({ id, ...queue }))),
  ),
  agents: fc.tuple(
    ...AGENTS.map((id) =>
      fc
        .tuple(
          fc.record({ french: level, polish: level }),
          fc.subarray(QUEUES, { minLength: 1 }),
          fc.infiniteStream(assignment),
          fc.constantFrom(undefined, undefined, { contacts: 1, seconds: 6 }),
        )
        .map(([skills, served, ways, rate]): Partial<AgentDefinition> & { id: string } => ({
          ...{ id, skills },
          ...(rate && { rate }),
          queues: served.map((queue): Assignment => ({ queue, ...ways.next().value })),
        })),
    ),
  ),
});
const step = fc.record({
  kind: fc.constantFrom(
    ...(['call', 'call', 'call', 'call', 'ready', 'ready', 'accept', 'accept', 'accept', 'accept'] as const),
    ...(['hang up', 'hang up', 'hang up', 'hang up', 'give up', 'reject', 'go on'] as const),
    ...(['prefer', 'penalty', 'priority', 'away', 'hold back', 'go on', 'log out', 'busy'] as const),
    ...(['pause', 'resume', 'gateway lost', 'gateway back', 'gateway back'] as const),
  ),
  agent: fc.constantFrom(...AGENTS),
  queue: fc.constantFrom(...QUEUES),
  pick: fc.nat(20),
  needs,
  pause: fc.constantFrom(0, 1, 4),
});
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

/** Random things happen; what is not possible is left out. */
function live(house: House, steps: readonly Step[], after: () => void): void {
  let seconds = 1;
  house.ready(...AGENTS);
  steps.forEach(({ kind, agent, queue, pick, needs: needed, pause }, index) => {
    // Time stands still while nothing is distributed: what is left to be is due at once.
    if (house.distributes) {
      seconds += pause;
      house.at(seconds);
    }
    const waiting = [...house.state.contacts.open].filter(({ state }) => state === 'waiting');
    const contact = waiting[pick % Math.max(1, waiting.length)]?.id;
    const { state, reservation, contacts, assignments } = house.state.agent(agent);
    const [own] = contacts;
    if (kind === 'call') house.call(`c${index}`, queue, { needs: needed, priority: pick % 3 });
    if (kind === 'prefer') house.call(`c${index}`, queue, { prefer: [agent] });
    if (kind === 'ready' && state === 'offline') house.ready(agent);
    if (kind === 'ready' && state === 'not-ready') house.do({ type: 'set-ready', agent });
    if (kind === 'away' && state === 'ready') house.do({ type: 'set-not-ready', agent, reason: 'lunch' });
    if (kind === 'accept' && reservation) house.accept(agent);
    if (kind === 'reject' && reservation) house.reject(agent);
    if (kind === 'hang up' && own) house.hangUp(own);
    if (kind === 'give up' && contact) house.hangUp(contact);
    if (kind === 'penalty' && assignments.has(queue))
      house.do({ type: 'set-penalty', agent, queue, penalty: pick % 3 });
    if (kind === 'priority' && contact) house.do({ type: 'change-priority', contact, priority: pick % 4 });
    if (kind === 'log out' && (state === 'ready' || state === 'not-ready') && !reservation)
      house.do({ type: 'log-out', agent });
    if (kind === 'busy' && reservation) house.reject(agent, 'busy');
    if (kind === 'pause' && assignments.has(queue)) house.do({ type: 'pause-in-queue', agent, queue, reason: 'lunch' });
    if (kind === 'resume' && assignments.has(queue)) house.do({ type: 'resume-in-queue', agent, queue });
    if (kind.startsWith('gateway'))
      house.do({ type: 'note-gateway', gateway: 'test', isThere: kind === 'gateway back' });
    if (kind === 'hold back') house.holdBack();
    if (kind === 'go on') house.goOn().do({ type: 'expire' });
    after();
  });
}

/** What is offered next to whom, the first to be rung first, found by a look at everybody and everything. */
function decidedByScan(state: ContactCentreState, now: number): readonly string[] {
  const waiting = [...state.contacts.open].filter(
    (contact) => contact.state === 'waiting' && !state.gatewaysAway.has(contact.gateway),
  );
  const weightOf = (contact: ContactRecord) => definitionOf(state, contact)?.weight ?? 0;
  const isMoreUrgent = (a: ContactRecord, b: ContactRecord) =>
    weightOf(a) > weightOf(b) || (weightOf(a) === weightOf(b) && state.order(a, b));
  const agents = [...state.agents.values()];
  const favourites = [...new Set(agents.map(({ group }) => group))].flatMap((group) => {
    const members = agents.filter((agent) => agent.group === group);
    const priority = ({ queue = '' }: ContactRecord) => members[0]?.assignments.get(queue)?.priority ?? 1;
    const found = waiting
      .map((contact) => ({ contact, takers: members.filter((agent) => mayTake(state, agent, contact, now)) }))
      .filter(({ takers }) => takers.length > 0);
    found.sort(({ contact: a }, { contact: b }) => priority(a) - priority(b) || (isMoreUrgent(a, b) ? -1 : 1));
    return found.slice(0, 1);
  });
  const [first, ...others] = favourites.map(({ contact }) => contact);
  if (!first) return [];
  const contact = others.reduce((best, other) => (isMoreUrgent(other, best) ? other : best), first);
  const { strategy = 'longest-idle', ringAtOnce } = definitionOf(state, contact) ?? {};
  const takers = favourites.flatMap((favourite) => (favourite.contact === contact ? favourite.takers : []));
  takers.sort((a, b) => {
    const difference = Number(isFree(b)) - Number(isFree(a));
    return difference || (comesBefore(strategy, a, b, contact.queue ?? '', now) ? -1 : 1);
  });
  return takers.slice(0, strategy === 'ring-several' ? ringAtOnce : 1).map(({ id }) => `${contact.id}>${id}`);
}

const isFree = ({ state, reservation }: AgentRecord) => state === 'ready' && reservation === undefined;

function mayTake(state: ContactCentreState, agent: AgentRecord, contact: ContactRecord, now: number): boolean {
  const queue = state.queueRecord(contact.queue ?? '');
  const served = agent.assignments.get(queue.id);
  if (!served || !queue.definition) return false;
  const isRung = queue.definition.ringBusy && agent.state === 'busy' && !agent.reservation && !agent.next;
  if (!isFree(agent) && !isRung) return false;
  if (served.paused !== undefined || agent.restsUntil > now || served.restsUntil > now) return false;
  const { rate } = agent.definition ?? {};
  if (rate && agent.recent.filter((at) => at + rate.seconds * 1_000 > now).length >= rate.contacts) return false;
  if (contact.prefer && contact.prefer.agent !== agent.id) return false;
  if (served.penalty > (contact.maxPenalty ?? queue.definition.penalties?.max ?? 99)) return false;
  const skills = agent.definition?.skills ?? {};
  if (Object.entries(contact.needs).some(([skill, needed]) => needed > (skills[skill] ?? 0))) return false;
  const before = [...queue.agents].some(
    (other) => other.state !== 'offline' && (other.assignments.get(queue.id)?.tier ?? 1) < served.tier,
  );
  const tierWait = before ? (queue.definition.tierWait ?? 0) * 1_000 * (served.tier - 1) : 0;
  return (contact.queuedAt ?? 0) + Math.max(served.delayMs, tierWait) <= now;
}

const definitionOf = (state: ContactCentreState, { queue = '' }: ContactRecord) => state.queueRecord(queue).definition;

describe('the indexes of the router', () => {
  it('find what a look at everybody and everything would find, offer by offer, and leave nothing', () => {
    let offers = 0;
    fc.assert(
      fc.property(setup, fc.array(step, { minLength: 60, maxLength: 120 }), ({ queues, agents, ageing }, steps) => {
        const house = new House({ queues, agents, configuration: ageing === undefined ? {} : { ageing } });
        live(house, steps, () => {
          if (house.distributes) expect(decidedByScan(house.state, house.state.at)).toEqual([]);
        });
        const folded = new ContactCentreState(house.state.configuration);
        let expected: readonly string[] = [];
        for (const event of house.log) {
          if (event.type === 'offer-made') {
            offers += 1;
            if (expected.length === 0) expected = decidedByScan(folded, event.at);
            expect(`${event.contact}>${event.agent}`).toBe(expected[0]);
            expected = expected.slice(1);
          }
          apply(folded, event);
        }
      }),
      { numRuns: 200 },
    );
    expect(offers).toBeGreaterThan(500);
  });
});
