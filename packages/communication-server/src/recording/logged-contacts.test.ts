import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { House } from '../../test/support/house.js';
import { talking, three } from '../../test/support/talking.js';
import type { ContactCentreEvent } from '../contract.js';
import type { LoggedContact, WantedLog } from './logged-contact.js';
import { LoggedContacts } from './logged-contacts.js';
import { type ReadableLog, readLoggedContacts } from './read-logged-contacts.js';

const always: WantedLog = { from: 0, to: Number.POSITIVE_INFINITY };

/** What a log says, with arrivals in seconds from the start, in the order of arrival. */
function logged({ log }: Pick<House, 'log'>, wanted = always, now = log.at(-1)?.at ?? 0): readonly LoggedContact[] {
  const contacts = new LoggedContacts(wanted);
  const told = [...log.flatMap((event) => contacts.see(event)), ...contacts.rest(now)];
  return told.map((contact) => ({ ...contact, at: contact.at / 1_000 })).sort((a, b) => a.at - b.at);
}

describe('LoggedContacts', () => {
  it('tells how long who was answered waited, talked, and was wrapped up', () => {
    const house = new House({ agents: [{ id: 'ada' }] }).at(10).call('a').at(17).ready('ada').at(20).accept('ada');
    house.at(80).hangUp('a').at(95).finish('ada', 'a');
    expect(logged(house)).toEqual([{ at: 10, queue: 'q', from: 'a', wait: 10, talk: 60, wrapUp: 15 }]);
  });

  it('tells after how long somebody gave up', () => {
    const house = new House().at(1).call('a').at(31).hangUp('a');
    expect(logged(house)).toEqual([{ at: 1, queue: 'q', from: 'a', patience: 30 }]);
  });

  it('tells of who was transferred to another queue that he came to both', () => {
    const { house } = talking();
    house.at(30).do({ type: 'transfer', agent: 'ada', contact: 'a', to: { queue: 'sales' } });
    house.at(35).accept('bob').at(40).finish('ada', 'a').at(60).hangUp('a').at(62).finish('bob', 'a');
    expect(logged(house)).toEqual([
      { at: 0, queue: 'q', from: 'a', wait: 0, talk: 30, wrapUp: 10 },
      { at: 30, queue: 'sales', from: 'a', wait: 5, talk: 25, wrapUp: 2 },
    ]);
  });

  it('takes a conversation that another agent goes on with for one, with the wrap-ups of both', () => {
    const { house, consult, answer, does } = talking();
    consult();
    answer();
    house.at(20);
    does('complete-transfer');
    house.at(25).finish('ada', 'a').at(50).hangUp('a').at(58).finish('bob', 'a');
    expect(logged(house)).toEqual([{ at: 0, queue: 'q', from: 'a', wait: 0, talk: 50, wrapUp: 13 }]);
  });

  it('lets an agent leave a conversation who was only added', () => {
    const { house, consult, answer, does } = talking();
    consult();
    answer();
    does('join-conference');
    house.at(20).do({ type: 'hang-up', agent: 'bob', contact: 'a' });
    house.at(22).finish('bob', 'a').at(30).hangUp('a').finish('ada', 'a');
    expect(logged(house)).toMatchObject([{ talk: 30, wrapUp: 2 }]);
  });

  it('counts who left a queue by its rules where he waited last, or by the message that he left', () => {
    const queues = [{ id: 'q', maxWait: 60, overflow: { queue: 'spare' } }, { id: 'spare' }];
    const spare = new House({ queues }).call('a').at(90).hangUp('a');
    expect(logged(spare)).toEqual([{ at: 60, queue: 'spare', from: 'a', patience: 30 }]);
    const messages = [
      { id: 'q', maxWait: 60, overflow: { queue: 'messages' } },
      { id: 'messages', channel: 'mail' as const },
    ];
    const left = new House({ queues: messages }).call('a').at(70);
    left.do({ type: 'leave-voicemail', contact: 'a', message: 'm', recording: 'vm1', seconds: 12 });
    expect(logged(left)).toEqual([{ at: 70, queue: 'messages', from: 'a', wait: 0 }]);
  });

  it('tells of who had to leave that he waited so long without giving up', () => {
    const house = new House({ queues: [{ id: 'q', maxWait: 60 }] }).call('a').at(61);
    expect(logged(house)).toEqual([{ at: 0, queue: 'q', from: 'a', wait: 60 }]);
  });

  it('knows of who is called back how long he waited on the line, and talks when he is reached', () => {
    const house = new House({ agents: three, queues: [{ id: 'q', callback: { retryAfter: 60 } }] }).call('b').at(20);
    house.do({ type: 'request-callback', contact: 'b', phone: '+4930' });
    house.hangUp('b').at(30).ready('ada').accept('ada').do({ type: 'called-back', contact: 'b', answered: false });
    house.at(95).accept('ada').do({ type: 'called-back', contact: 'b', answered: true });
    house.at(125).hangUp('b').finish('ada', 'b');
    expect(logged(house)).toEqual([{ at: 0, queue: 'q', from: 'b', wait: 20, talk: 30, wrapUp: 0 }]);
  });

  it('tells of who is still there what is known', () => {
    const house = new House({ agents: [{ id: 'ada' }] }).ready('ada').call('talks').accept('ada').at(5).call('waits');
    house.at(12).logIn('ada').call('new');
    expect(logged(house, always, 20_000)).toEqual([
      { at: 0, queue: 'q', from: 'talks', wait: 0 },
      { at: 5, queue: 'q', from: 'waits', wait: 15 },
      { at: 12, queue: 'q', from: 'new', wait: 8 },
    ]);
  });

  it('tells only of those who came to the queues and in the time asked for, whenever they were answered', () => {
    const house = new House({ queues: [{ id: 'q' }, { id: 'r' }] }).call('early').at(10).call('a').call('b', 'r');
    house.at(20).call('late').at(50).hangUp('early').hangUp('a').hangUp('b').hangUp('late');
    expect(logged(house, { from: 10_000, to: 20_000, queues: ['q'] })).toMatchObject([{ from: 'a', patience: 40 }]);
  });

  it('accounts for every contact that waited, whatever happens', () => {
    const steps = fc.array(fc.tuple(fc.constantFrom('call', 'hangUp', 'accept', 'finish'), fc.nat(20)), {
      maxLength: 80,
    });
    fc.assert(
      fc.property(steps, (given) => {
        const house = new House({ agents: [{ id: 'ada' }, { id: 'bob' }] }).ready('ada', 'bob');
        given.forEach(([what, pause], at) => {
          house.at(at * 20 + pause);
          const agents = [...house.state.agents.values()];
          const [open] = house.state.contacts.open;
          const ringing = agents.find(({ reservation }) => reservation);
          const wrapping = agents.find(({ wrapUps }) => wrapUps.size > 0);
          if (what === 'call') house.call(`c${at}`);
          else if (what === 'hangUp' && open) house.hangUp(open.id);
          else if (what === 'accept' && ringing) house.accept(ringing.id);
          else if (wrapping) house.finish(wrapping.id, [...wrapping.wrapUps][0] ?? '');
        });
        const contacts = logged(house);
        expect(contacts).toHaveLength(house.all('contact-queued').length);
        expect(contacts.filter(({ patience }) => patience !== undefined)).toHaveLength(
          house.all('contact-abandoned').length,
        );
        expect(contacts.filter(({ talk }) => talk !== undefined)).toHaveLength(house.all('conversation-ended').length);
      }),
      { numRuns: 60 },
    );
  });
});

describe('readLoggedContacts', () => {
  const house = new House();
  for (let second = 0; second < 300; second++) house.at(second).call(`c${second}`);
  for (let second = 300; second < 600; second++) house.at(second).hangUp(`c${second - 300}`);

  const clock = { now: () => 600_000 };
  const { signal } = new AbortController();
  const logOf = (log: readonly ContactCentreEvent[]): ReadableLog => ({
    events: async (after, limit) => log.slice(after, after + limit),
    past: async (contact, upTo) =>
      log.filter((event) => event.number < upTo && 'contact' in event && event.contact === contact),
  });
  const read = async (wanted: WantedLog, log: readonly ContactCentreEvent[] = house.log) => {
    let most = 0;
    const of = logOf(log);
    const events = (after: number, limit: number) => {
      most = Math.max(most, after);
      return of.events(after, limit);
    };
    const found: LoggedContact[] = [];
    for await (const contact of readLoggedContacts({ ...of, events }, wanted, clock, signal)) found.push(contact);
    return { found, most };
  };

  it('finds where to begin, and reads no further than it must', async () => {
    for (const [from, to] of [
      [0, 1],
      [1, 2],
      [137, 139],
      [299, 300],
      [0, 300],
      [298, 10_000],
    ] as const) {
      const { found } = await read({ from: from * 1_000, to: to * 1_000 });
      const expected = Array.from({ length: Math.min(to, 300) - from }, (_, index) => `c${from + index}`);
      expect(found.map((contact) => contact.from)).toEqual(expected);
    }
    const { most } = await read({ from: 0, to: 1_000 });
    expect(most).toBeLessThanOrEqual(1_000);
  });

  it('fails with the reason when it is told to end, instead of ending as if that were all', async () => {
    const stopping = new AbortController();
    const reading = async () => {
      const log = logOf(house.log);
      const events = (after: number, limit: number) => {
        if (after > 0) stopping.abort(new Error('the server is being replaced'));
        return log.events(after, limit);
      };
      const told = readLoggedContacts({ ...log, events }, always, clock, stopping.signal);
      for await (const contact of told) expect(contact.patience).toBeDefined();
    };
    await expect(reading()).rejects.toThrow('the server is being replaced');
  });

  it('ends quietly for who wants no more of it', async () => {
    const told = readLoggedContacts(logOf(house.log), always, clock, signal);
    for await (const contact of told) {
      expect(contact.from).toBe('c0');
      break;
    }
    expect(await told.next()).toEqual({ done: true, value: undefined });
  });

  it('tells of who arrived before the first moment and is transferred to a queue after it, and who he is', async () => {
    const { house: office } = talking();
    office.at(30).do({ type: 'transfer', agent: 'ada', contact: 'a', to: { queue: 'sales' } });
    office.at(35).accept('bob').at(40).finish('ada', 'a').at(60).hangUp('a').at(62).finish('bob', 'a');
    const { found } = await read({ from: 20_000, to: 50_000 }, office.log);
    expect(found).toEqual([{ at: 30_000, queue: 'sales', from: 'a', wait: 5, talk: 25, wrapUp: 2 }]);
  });

  it('tells of who arrived before the first moment, and comes to a queue after it when he has served himself', async () => {
    const office = new House({ agents: [{ id: 'ada' }] }).ready('ada').at(10);
    const facts = { gateway: 'test', externalId: 'a', from: 'a', to: 'us', attributes: {} };
    office.do({ type: 'arrive', contact: 'a', channel: 'voice', ...facts });
    office.at(25).do({ type: 'hand-over', contact: 'a', queue: 'q' });
    office.at(27).accept('ada').at(40).hangUp('a').finish('ada', 'a');
    const { found } = await read({ from: 20_000, to: 30_000 }, office.log);
    expect(found).toEqual([{ at: 25_000, queue: 'q', from: 'a', wait: 2, talk: 13, wrapUp: 0 }]);
  });

  it('tells nothing anew of who came before the first moment and is called back after it', async () => {
    const office = new House({ agents: three, queues: [{ id: 'q', callback: { retryAfter: 60 } }] }).call('b').at(20);
    office.do({ type: 'request-callback', contact: 'b', phone: '+4930' });
    office.hangUp('b').at(30).ready('ada').accept('ada').do({ type: 'called-back', contact: 'b', answered: false });
    office.at(95).accept('ada').do({ type: 'called-back', contact: 'b', answered: true });
    office.at(125).hangUp('b').finish('ada', 'b');
    for (const from of [1, 40, 91, 100])
      expect((await read({ from: from * 1_000, to: 1e9 }, office.log)).found).toEqual([]);
  });

  it('tells the same of a time whether it begins there or before', async () => {
    const steps = fc.array(fc.tuple(fc.constantFrom('call', 'hangUp', 'accept', 'finish', 'transfer'), fc.nat(20)), {
      maxLength: 60,
    });
    await fc.assert(
      fc.asyncProperty(steps, fc.nat(1_200), async (given, cut) => {
        const office = new House({ queues: [{ id: 'q' }, { id: 'sales' }], agents: three }).ready('ada', 'bob');
        given.forEach(([what, pause], at) => {
          office.at(at * 20 + pause);
          const agents = [...office.state.agents.values()];
          const [open] = office.state.contacts.open;
          const ringing = agents.find(({ reservation }) => reservation);
          const wrapping = agents.find(({ wrapUps }) => wrapUps.size > 0);
          const talks = [...office.state.contacts.open].find(({ state }) => state === 'connected');
          if (what === 'call') office.call(`c${at}`);
          else if (what === 'hangUp' && open) office.hangUp(open.id);
          else if (what === 'accept' && ringing) office.accept(ringing.id);
          else if (what === 'transfer' && talks?.agent)
            office.do({ type: 'transfer', agent: talks.agent, contact: talks.id, to: { queue: 'sales' } });
          else if (wrapping) office.finish(wrapping.id, [...wrapping.wrapUps][0] ?? '');
        });
        const from = cut * 1_000;
        const whole = (await read({ from: 0, to: 1e9 }, office.log)).found;
        const part = (await read({ from, to: 1e9 }, office.log)).found;
        expect(part).toEqual(whole.filter(({ at }) => at >= from));
      }),
      { numRuns: 60 },
    );
  });

  it('finds nothing where nothing was', async () => {
    expect((await read({ from: 1e6, to: 2e6 })).found).toEqual([]);
    expect((await read(always, [])).found).toEqual([]);
  });
});
