import {
  apply,
  type Command,
  type ContactCentreConfiguration,
  type ContactCentreEvent,
  ContactCentreState,
  execute,
} from '@caruso/communication-server';
import { CarusoError } from '@caruso/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayOf, LiveState, type metrics, monitorOf, ReportBuilder, readReport, type Segment } from '../src/index.js';
import { incomingReport } from '../src/reports/incoming.js';

const zone = 'Europe/Berlin';
const definition = readReport(incomingReport, 'incoming.xml');
const configuration: ContactCentreConfiguration = {
  agents: [
    ...['ada', 'bob', 'cleo'].map((id) => ({ id, name: id, queues: ['service', 'sales'] })),
    { id: 'sam', name: 'Sam', queues: [], phone: 'PJSIP/sam' },
  ],
  queues: ['service', 'sales'].map((id, index) => ({
    id,
    name: id,
    channel: 'voice',
    dispositions: [],
    serviceLevel: { seconds: 20 + 40 * index, target: 0.8 },
  })),
  notReadyReasons: [{ id: 'lunch', label: 'Lunch' }],
  offerTimeoutMs: 20_000,
};
const thresholds = new Map(configuration.queues.map(({ id, serviceLevel }) => [id, serviceLevel.seconds * 1_000]));
const settings = { zone, thresholdOf: (queue: string) => thresholds.get(queue) ?? 0 };
const queues = configuration.queues.map(({ id, name, serviceLevel }) => ({ id, name, target: serviceLevel.target }));

const ordinary = [
  ...(['arrive', 'arrive', 'leave', 'lose', 'log-in', 'set-ready', 'accept', 'accept', 'reject', 'expire'] as const),
  ...(['hang-up', 'finish-wrap-up', 'log-out'] as const),
] as const;
const together = [
  ...(['consult', 'consult', 'complete-transfer', 'join-conference', 'join-conference', 'hold', 'retrieve'] as const),
  ...(['supervise', 'supervise', 'end-supervision', 'set-not-ready', 'set-ready', 'accept', 'finish-wrap-up'] as const),
] as const;
const stepOf = <Kind extends string>(kinds: readonly Kind[]) =>
  fc.record({
    kind: fc.constantFrom(...kinds),
    agent: fc.constantFrom('ada', 'bob'),
    queue: fc.constantFrom('service', 'sales'),
    pick: fc.nat(100),
    pause: fc.oneof(fc.integer({ min: 0, max: 30_000 }), fc.constant(600_000)),
  });
const step = stepOf(ordinary);
const talkStep = stepOf([...ordinary, ...together]);
type Step = typeof talkStep extends fc.Arbitrary<infer Value> ? Value : never;

const does = (kind: Step['kind'], agent: Step['agent']): Step => ({
  ...{ kind, agent, queue: 'service', pick: 0, pause: 1_000 },
});
/** Ada talks to a customer, and Bob is free. */
const opening = [
  ...[does('log-in', 'ada'), does('set-ready', 'ada'), does('arrive', 'ada'), does('accept', 'ada')],
  ...[does('log-in', 'bob'), does('set-ready', 'bob')],
];

/** The night in which clocks go forward, and the next midnight. */
const start = Date.parse('2026-03-28T22:50:00Z');

function logOf(steps: readonly Step[]): ContactCentreEvent[] {
  const state = new ContactCentreState(configuration);
  let now = start;
  let reservations = 0;
  return steps.flatMap(({ kind, agent, queue, pick, pause }, index) => {
    now += pause;
    const open = [...state.contacts.open].filter(({ state: at }) => at === 'waiting' || at === 'offered');
    const contact = open[pick % Math.max(1, open.length)]?.id ?? 'none';
    const { reservation = 'none', contacts, wrapUps } = state.agent(agent);
    const [held = 'none'] = [...contacts, ...wrapUps];
    const colleague =
      [...state.agents.values()].find(({ id, state: now }) => id !== agent && now === 'ready')?.id ?? '';
    const commands: Record<Step['kind'], Command> = {
      arrive: {
        type: 'arrive',
        contact: `c${index}`,
        channel: 'voice',
        gateway: 'g',
        externalId: `c${index}`,
        from: '1',
        to: '2',
        queue,
        attributes: {},
      },
      leave: { type: 'leave', contact, by: 'customer' },
      lose: { type: 'leave', contact, by: 'gateway' },
      'log-in': { type: 'log-in', agent },
      'log-out': { type: 'log-out', agent },
      'set-ready': { type: 'set-ready', agent },
      accept: { type: 'accept', agent, reservation },
      reject: { type: 'reject', agent, reservation },
      expire: { type: 'expire' },
      'hang-up': { type: 'hang-up', agent, contact: held },
      'set-not-ready': { type: 'set-not-ready', agent, reason: 'lunch' },
      hold: { type: 'hold', agent, contact: held },
      retrieve: { type: 'retrieve', agent, contact: held },
      consult: { type: 'consult', agent, contact: held, with: { agent: colleague }, reservation: `ask${index}` },
      'complete-transfer': { type: 'complete-transfer', agent, contact: held },
      'join-conference': { type: 'join-conference', agent, contact: held },
      supervise: { type: 'supervise', supervisor: 'sam', contact: held, mode: pick % 2 ? 'listen' : 'whisper' },
      'end-supervision': { type: 'end-supervision', supervisor: 'sam', contact: held },
      'finish-wrap-up': { type: 'finish-wrap-up', agent, contact: held, disposition: 'done', note: '' },
    };
    try {
      return [...execute(state, commands[kind], { now, newReservation: () => `r${++reservations}` })];
    } catch (thrown) {
      if (!CarusoError.is(thrown)) throw thrown;
      return [];
    }
  });
}

/** Today's figures of a queue, counted from the bare events without any of the code under test. */
function byHand(events: readonly ContactCentreEvent[], queue: string, midnight: number) {
  const figures = { offered: 0, answered: 0, abandoned: 0, lost: 0, inTime: 0 };
  for (const queued of events) {
    if (queued.type !== 'contact-queued' || queued.queue !== queue || queued.at < midnight) continue;
    const own = events.filter((event) => 'contact' in event && event.contact === queued.contact);
    const answer = own.find(({ type }) => type === 'contact-connected');
    const closed = own.find((event) => event.type === 'contact-closed');
    figures.offered += 1;
    if (answer) figures.answered += 1;
    if (answer && answer.at - queued.at <= settings.thresholdOf(queue)) figures.inTime += 1;
    if (own.some(({ type }) => type === 'contact-abandoned')) figures.abandoned += 1;
    if (closed?.type === 'contact-closed' && closed.outcome === 'lost') figures.lost += 1;
  }
  return figures;
}

function reportAt(segments: Iterable<Segment>, event: ContactCentreEvent, groupBy: 'queue' | 'hour' | 'day', days = 0) {
  const { date: to, start: midnight } = dayOf(event.at, zone);
  const from = days === 0 ? to : dayOf(midnight - days * 80_000_000, zone).date;
  const builder = new ReportBuilder(
    { definition, from, to, groupBy, zone, queues },
    { event: event.number, at: event.at },
  );
  for (const segment of segments) builder.add(segment);
  return builder.build();
}
const column = (id: keyof typeof metrics) => 1 + definition.columns.findIndex(({ metric }) => metric === id);
const values = (row: readonly unknown[] | undefined, ...ids: (keyof typeof metrics)[]) =>
  ids.map((id) => row?.[column(id)]);

const steps = fc.array(step, { minLength: 30, maxLength: 120 });

describe('monitor and report', () => {
  it('agree with each other and with the bare log at every event number', () => {
    fc.assert(
      fc.property(steps, (sequence) => {
        const log = logOf(sequence);
        const live = new LiveState(settings);
        const segments = new Map<number, Segment>();
        for (const event of log) {
          const changed = live.apply(event);
          if (changed) segments.set(changed.segment, changed);
          const monitor = monitorOf(live, { agentNames: new Map(), campaignNames: new Map(), queues }, event.at);
          const report = reportAt(segments.values(), event, 'queue');
          expect([monitor.event, report.event]).toEqual([event.number, event.number]);
          queues.forEach(({ id }, index) => {
            const { today, waiting } = monitor.queues[index] ?? expect.fail('the queue is missing');
            const row = values(report.rows[index], 'offered', 'answered', 'abandoned', 'service-level');
            expect(row).toEqual([today.offered, today.answered, today.abandoned, today.serviceLevel]);
            expect(waiting).toBe(monitor.waiting.filter(({ queue }) => queue === id).length);
            const counted = byHand(log.slice(0, event.number), id, live.day.start);
            expect(today).toMatchObject({
              offered: counted.offered,
              answered: counted.answered,
              abandoned: counted.abandoned,
            });
            expect(today.serviceLevel).toBe(counted.offered === 0 ? null : counted.inTime / counted.offered);
            expect(report.rows[index]?.[column('lost')]).toBe(counted.lost);
          });
        }
      }),
      { numRuns: 40 },
    );
  });

  it('count every contact offered as answered, abandoned, lost or open, in every row and in all groupings alike', () => {
    fc.assert(
      fc.property(steps, (sequence) => {
        const log = logOf(sequence);
        const last = log.at(-1);
        if (!last) return;
        const live = new LiveState(settings);
        const segments = new Map<number, Segment>();
        for (const event of log) {
          const changed = live.apply(event);
          if (changed) segments.set(changed.segment, changed);
        }
        const reports = (['queue', 'hour', 'day'] as const).map((groupBy) =>
          reportAt(segments.values(), last, groupBy, 2),
        );
        for (const { rows, total } of reports) {
          for (const row of [...rows, total]) {
            const [offered, ...parts] = values(
              row,
              'offered',
              'answered',
              'abandoned',
              'lost',
              'diverted',
              'open',
            ) as number[];
            expect(offered).toBe(parts.reduce((sum, part) => sum + part, 0));
          }
          expect(total).toEqual(reports[0]?.total);
          const sum = rows.reduce((offered, row) => offered + Number(row[column('offered')]), 0);
          expect(sum).toBe(total[column('offered')]);
        }
        expect(total(reports, 'offered')).toBe(log.filter(({ type }) => type === 'contact-queued').length);
      }),
    );
  });

  it('show the same after the live state went through JSON at any event', () => {
    fc.assert(
      fc.property(steps, fc.nat(), (sequence, cut) => {
        const log = logOf(sequence);
        const straight = new LiveState(settings);
        let resumed = new LiveState(settings);
        for (const event of log) {
          straight.apply(event);
          resumed.apply(event);
          if (event.number === cut % (log.length + 1))
            resumed = new LiveState(settings, JSON.parse(JSON.stringify(resumed.snapshot())));
        }
        expect(resumed.snapshot()).toEqual(straight.snapshot());
      }),
    );
  });

  it('show on the monitor who is in which conversation, who supervises it, and who wants a break', () => {
    let supervised = 0;
    fc.assert(
      fc.property(fc.array(talkStep, { minLength: 60, maxLength: 160 }), (sequence) => {
        const truth = new ContactCentreState(configuration);
        const live = new LiveState(settings);
        for (const event of logOf([...opening, ...sequence])) {
          live.apply(event);
          apply(truth, event);
          const { agents } = monitorOf(live, { agentNames: new Map(), campaignNames: new Map(), queues }, start);
          for (const { agent, talks, next } of agents) {
            const { contacts, next: wished } = truth.agent(agent);
            expect(talks.map(({ contact }) => contact).sort()).toEqual([...contacts].sort());
            expect(next).toBe(wished);
            for (const { contact, heldSince, supervisors } of talks) {
              const known = truth.contact(contact);
              expect(heldSince).toBe(known.heldSince);
              expect(supervisors).toMatchObject(known.supervisors);
              supervised += supervisors.length;
            }
          }
        }
      }),
    );
    expect(supervised).toBeGreaterThan(100);
  });

  it('list on the monitor exactly the agents on shift and the contacts that wait', () => {
    fc.assert(
      fc.property(steps, (sequence) => {
        const log = logOf(sequence);
        const truth = new ContactCentreState(configuration);
        const live = new LiveState(settings);
        for (const event of log) live.apply(event);
        for (const event of log) apply(truth, event);
        const monitor = monitorOf(live, { agentNames: new Map(), campaignNames: new Map(), queues }, start);
        const onShift = [...truth.agents.values()].filter(({ state }) => state !== 'offline');
        expect(monitor.agents.map(({ agent, state }) => `${agent} ${state}`).sort()).toEqual(
          onShift.map(({ id, state }) => `${id} ${state}`).sort(),
        );
        const waiting = [...truth.contacts.open].filter(({ state }) => state === 'waiting' || state === 'offered');
        expect(monitor.waiting.map(({ contact, offeredTo }) => [contact, offeredTo])).toEqual(
          waiting.map(({ id, agent }) => [id, agent]),
        );
      }),
    );
  });
});

function total(reports: readonly { readonly total: readonly unknown[] }[], id: keyof typeof metrics): unknown {
  return reports[0]?.total[column(id)];
}
