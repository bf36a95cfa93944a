import { Storage } from '@caruso/storage-manager/contract';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ContactCentreEvent } from '../src/contract.js';
import type { Command } from '../src/decide/command.js';
import { execute } from '../src/decide/execute.js';
import { apply } from '../src/state/apply.js';
import { restoreState, snapshotOf } from '../src/state/snapshot.js';
import { dispositions, spring } from './support/campaign-house.js';
import { House } from './support/house.js';
import { ManualGateway } from './support/manual-gateway.js';
import { TestCentre } from './support/running.js';

const agents = [
  { id: 'ada', phone: 'PJSIP/ada', skills: { french: 3 } },
  { id: 'bob', queues: [{ queue: 'q', tier: 2, delay: 5 }, 'chat'], capacity: { chat: 2 } },
  { id: 'cleo', phone: 'PJSIP/cleo', wrapUp: 20, rate: { contacts: 2, seconds: 30 } },
];
const queues = [
  {
    id: 'q',
    steps: [
      { after: 10, needs: { french: 1 } },
      { after: 20, needs: { french: 0 }, priority: 2 },
    ],
    needs: { french: 2 },
    tierWait: 8,
    maxWait: 90,
    overflow: 'park' as const,
    preferFor: 15,
    dispositions,
    missedOffers: 2,
    pauseMissed: 'queue' as const,
    resumeWithin: 60,
    callback: { retryAfter: 20 },
  },
  { id: 'r', strategy: 'ring-several' as const, wrapUp: { seconds: 10, extension: 10 }, resumeWithin: 60 },
  { id: 's', wrapUp: { seconds: 5, holdsBack: 'queue' as const } },
  {
    id: 'chat',
    channel: 'chat' as const,
    strategy: 'fewest-open' as const,
    wrapUp: { seconds: 5, holdsBack: 'queue' as const },
    reply: { within: 25 },
  },
];

const retry = { attempts: 3, rules: { busy: { afterMinutes: 0.2, atMost: 2, otherNumber: false } } };
const campaigns = [
  { ...spring, queue: 'q', mode: 'predictive' as const, retry },
  { ...spring, id: 'looked-at', queue: 'r', mode: 'preview' as const },
];

const step = fc.record({
  kind: fc.constantFrom(
    ...(['arrive', 'arrive', 'arrive', 'log-in', 'set-ready', 'set-ready', 'accept', 'accept', 'accept'] as const),
    ...(['hang-up', 'finish-wrap-up', 'set-not-ready', 'log-out', 'leave', 'reject', 'expire', 'hold'] as const),
    ...(['extend-offers', 'erase-records'] as const),
    ...(['transfer', 'consult', 'complete-transfer', 'join-conference', 'supervise', 'record'] as const),
    ...(['request-callback', 'called-back', 'set-penalty', 'pause-in-queue', 'extend-wrap-up'] as const),
    ...(['dial-campaign', 'dial-campaign', 'attempt-answered', 'attempt-answered', 'attempt-failed'] as const),
    ...(['start-campaign', 'pause-campaign', 'load-records', 'load-records', 'bar-number', 'dial-preview'] as const),
    ...(['receive-message', 'send-message'] as const),
    ...(['record', 'pause-recording', 'resume-recording', 'stop-recording', 'note-private-question'] as const),
    ...(['read-register', 'unbar-number', 'choose-disposition', 'join'] as const),
  ),
  agent: fc.constantFrom(...agents.map(({ id }) => id)),
  other: fc.constantFrom(...agents.map(({ id }) => id)),
  queue: fc.constantFrom(...queues.map(({ id }) => id)),
  pick: fc.nat(1_000),
  seconds: fc.integer({ min: 0, max: 12 }),
});
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

function commandOf(house: House, { kind, agent, other, queue, pick }: Step, index: number): Command {
  const { state } = house;
  const held = [...state.agent(agent).contacts, ...state.agent(agent).wrapUps];
  const open = [...state.contacts.open].map(({ id }) => id);
  const contact =
    (pick % 3 === 0 ? open[pick % Math.max(1, open.length)] : held[pick % Math.max(1, held.length)]) ?? 'no';
  const reservation = state.agent(agent).reservation ?? 'no';
  const campaign = pick % 3 === 0 ? 'looked-at' : 'spring';
  const lines = [...state.campaigns].flatMap(({ attempts }) => [...attempts.keys()]);
  const ringing = lines[pick % Math.max(1, lines.length)] ?? 'no';
  const facts = { channel: 'voice', gateway: 'g', externalId: `c${index}`, to: 'us', attributes: {} } as const;
  const commands: Record<Step['kind'], Command> = {
    arrive: {
      type: 'arrive',
      contact: `c${index}`,
      queue,
      from: `+49${pick % 5}`,
      ...facts,
      channel: queue === 'chat' && pick % 2 ? 'chat' : 'voice',
      wishes: {
        priority: pick % 2,
        position: pick % 7 === 0 ? 2 : undefined,
        prefer: pick % 5 === 0 ? [other] : undefined,
      },
    },
    'receive-message': { type: 'receive-message', contact, message: `m${index}` },
    'send-message': { type: 'send-message', agent, contact, message: `m${index}` },
    'log-in': { type: 'log-in', agent },
    'log-out': { type: 'log-out', agent },
    'set-ready': { type: 'set-ready', agent },
    'set-not-ready': { type: 'set-not-ready', agent, reason: 'lunch' },
    accept: { type: 'accept', agent, reservation },
    reject: { type: 'reject', agent, reservation, because: pick % 2 ? 'busy' : undefined },
    'hang-up': { type: 'hang-up', agent, contact },
    'finish-wrap-up': {
      type: 'finish-wrap-up',
      agent,
      contact,
      disposition: ['sold', 'never', 'later', 'tape'][pick % 4] ?? '',
      note: '',
    },
    'extend-wrap-up': { type: 'extend-wrap-up', agent, contact, seconds: 5 },
    leave: { type: 'leave', contact, by: 'customer' },
    expire: { type: 'expire' },
    'erase-records': { type: 'erase-records', records: [{ campaign, record: `r${pick % 40}.${pick % 3}` }], by: 'x' },
    'extend-offers': { type: 'extend-offers', until: state.at + pick },
    hold: { type: 'hold', agent, contact },
    transfer: { type: 'transfer', agent, contact, to: pick % 2 ? { queue } : { agent: other } },
    consult: { type: 'consult', agent, contact, with: { agent: other }, reservation: `ask${index}` },
    'complete-transfer': { type: 'complete-transfer', agent, contact },
    'join-conference': { type: 'join-conference', agent, contact },
    supervise: { type: 'supervise', supervisor: other, contact, mode: 'listen' },
    record: { type: 'record', contact, recording: `rec${index}`, consent: 'customer', by: agent },
    'pause-recording': { type: 'pause-recording', contact, by: 'ada' },
    'resume-recording': { type: 'resume-recording', contact, by: 'ada' },
    'stop-recording': { type: 'stop-recording', contact, by: 'ada' },
    'note-private-question': {
      type: 'note-private-question',
      contact,
      dialog: `d${pick % 2}`,
      step: pick % 3 ? `s${index}` : undefined,
    },
    'request-callback': { type: 'request-callback', contact, phone: '+4930' },
    'called-back': { type: 'called-back', contact, answered: pick % 3 === 0 },
    'set-penalty': { type: 'set-penalty', agent, penalty: pick % 4 },
    'pause-in-queue': { type: 'pause-in-queue', agent, queue: 'q', reason: 'training' },
    'load-records': {
      type: 'load-records',
      campaign,
      list: 'list.csv',
      rows: [0, 1, 2].map((row) => ({ id: `r${index}.${row}`, numbers: [`030 20${1000 + ((index + row) % 90)}`] })),
    },
    'start-campaign': { type: 'start-campaign', campaign, pilot: pick % 4 === 0 ? 5 : undefined },
    'pause-campaign': { type: 'pause-campaign', campaign },
    'dial-campaign': { type: 'dial-campaign', campaign, run: `run${index}` },
    'attempt-answered': {
      type: 'attempt-answered',
      attempt: ringing,
      contact: `c${index}`,
      externalId: `c${index}`,
      attributes: {},
      joins: pick % 2 ? true : undefined,
    },
    join: { type: 'join', agent, contact },
    'attempt-failed': {
      type: 'attempt-failed',
      attempt: ringing,
      outcome: pick % 2 ? 'busy' : 'wrong-number',
      reason: 'test',
    },
    'bar-number': { type: 'bar-number', number: `+4930 20${1000 + (pick % 90)}`, source: 'register' },
    'read-register': {
      ...{ type: 'read-register', register: 'r.csv', source: 'register' },
      numbers: [0, 1, 2].map((row) => `+4930 20${1000 + ((pick + row) % 90)}`),
    },
    'unbar-number': { type: 'unbar-number', number: `+4930 20${1000 + (pick % 90)}`, reason: 'test' },
    'choose-disposition': { type: 'choose-disposition', contact, disposition: pick % 4 ? 'sold' : undefined },
    'dial-preview': { type: 'dial-preview', agent, attempt: state.campaigns.attemptOf(agent)?.attempt.id ?? 'no' },
  };
  return commands[kind];
}

describe('a snapshot', () => {
  const steps = fc.array(step, { minLength: 20, maxLength: 120 });

  it('restores the state that the whole log makes, and goes on as that does', () => {
    fc.assert(
      fc.property(steps, fc.nat(99), (sequence, at) => {
        const house = new House({ agents, queues, configuration: { campaigns } });
        let seconds = 0;
        let restored: ReturnType<typeof restoreState> | undefined;
        sequence.forEach((next, index) => {
          if (index === at % sequence.length)
            restored = restoreState(house.state.configuration, JSON.parse(JSON.stringify(snapshotOf(house.state))));
          seconds += next.seconds;
          const before = house.log.length;
          house.at(seconds);
          attempt(house, commandOf(house, next, index));
          const live = restored;
          if (live) for (const event of house.log.slice(before)) apply(live, clone(event));
        });
        expect(restored && snapshotOf(restored)).toEqual(snapshotOf(house.state));
        const command: Command = { type: 'expire' };
        const later = { now: (seconds + 100) * 1_000, newReservation: () => 'next' };
        expect(restored && execute(restored, command, later)).toEqual(execute(house.state, command, later));
      }),
      { numRuns: 150 },
    );
  });
});

describe('a state that forgets who is over', () => {
  it('decides as one that forgets nobody', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 20, maxLength: 120 }), (sequence) => {
        const all = new House({ agents, queues, configuration: { campaigns } });
        const forgetful = new House({ agents, queues, configuration: { campaigns } });
        let seconds = 0;
        sequence.forEach((next, index) => {
          seconds += next.seconds;
          for (const house of [all, forgetful]) {
            house.at(seconds);
            attempt(house, commandOf(house, next, index));
          }
          forgetful.state.contacts.forget(forgetful.state.number, 0);
        });
        expect(forgetful.log).toEqual(all.log);
        const over = all.state.contacts.size - all.state.contacts.open.size;
        expect(forgetful.state.contacts.size).toBeLessThanOrEqual(all.state.contacts.size - (over > 0 ? 1 : 0));
      }),
      { numRuns: 100 },
    );
  });
});

function attempt(house: House, command: Command): void {
  try {
    house.do(command);
  } catch (thrown) {
    if (!(thrown instanceof Error) || !/CRS-COM/.test(String(Reflect.get(thrown, 'code')))) throw thrown;
  }
}

const clone = (event: ContactCentreEvent): ContactCentreEvent => JSON.parse(JSON.stringify(event));

describe('a start after many events', () => {
  const gateway = new ManualGateway();
  let test: TestCentre;
  beforeEach(() => {
    test = new TestCentre({ gateways: [gateway] });
  });
  afterEach(() => test.close());

  it('reads the last snapshot and what came behind it, not the whole log', async () => {
    const first = await test.start();
    await first.centre.logIn({ agent: 'bob' });
    for (let call = 0; call < 1_300; call += 100) {
      const ids = Array.from({ length: 100 }, (_, index) => `call-${call + index}`);
      const contacts = await Promise.all(ids.map((id) => gateway.call(id)));
      await Promise.all(contacts.slice(call === 0 ? 1 : 0).map((contact) => gateway.host.leave(contact, 'customer')));
    }
    const before = await first.centre.agents({});
    await first.running.stop();
    const second = await test.start();
    const storage = second.running.get(Storage);
    const number = { name: 'number', type: 'long' } as const;
    const where = { column: number, op: 'lt', value: '100' } as const;
    await storage.write({ store: 'system', statements: [{ delete: { table: 'com_event', where } }] });
    await second.running.stop();
    // Without the snapshot this start would find the log damaged.
    const third = await test.start();
    expect(await third.centre.agents({})).toEqual(before.map((agent) => ({ ...agent, event: expect.any(Number) })));
    expect(await third.centre.contacts({ limit: 500 })).toHaveLength(500);
    await third.centre.setReady({ agent: 'bob' });
    expect(await third.centre.agent({ agent: 'bob' })).toMatchObject({ offer: { contact: { from: '+49301' } } });
  });
});
