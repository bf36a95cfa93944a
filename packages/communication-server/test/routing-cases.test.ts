import { describe, expect, it } from 'vitest';
import { openCalendar } from '../src/calendar/business-calendar.js';
import { positionOf } from '../src/routing/estimate.js';
import { House } from './support/house.js';

/** Behaviour that other contact centres are known to show in public test suites and guides; ours shows it too. */
describe('places in a queue', () => {
  it('gives twelve callers the places that their priorities and wishes call for, and refuses the one beyond the length', () => {
    const house = new House({ queues: [{ id: 'q', maxLength: 11 }] });
    const callers: readonly [priority: number | undefined, position: number | undefined, place: number][] = [
      [undefined, undefined, 1],
      [undefined, undefined, 2],
      [1, undefined, 1],
      [1, undefined, 2],
      [2, undefined, 1],
      [undefined, 5, 5],
      [undefined, 200, 7],
      [undefined, 1, 4],
      [8, 3, 1],
      [1, 7, 5],
      [1, 4, 4],
    ];
    callers.forEach(([priority, position, place], index) => {
      house.call(`c${index}`, 'q', { priority, position });
      expect([`c${index}`, house.waiting().indexOf(`c${index}`) + 1]).toEqual([`c${index}`, place]);
    });
    house.call('c12', 'q', { priority: 2, position: 5 });
    expect(house.outcome('c12')).toBe('refused');
    expect(house.all('contact-refused')).toMatchObject([{ contact: 'c12', because: 'full' }]);
  });

  it('gives a caller who is back within the time allowed the old place, and later one none', () => {
    const house = new House({ queues: [{ id: 'q', resumeWithin: 60 }] });
    house.call('a', 'q', {}, '+491').at(1).call('b').at(2).hangUp('a');
    house.at(50).call('a2', 'q', {}, '+491');
    expect(house.waiting()).toEqual(['a2', 'b']);
    house.at(60).hangUp('a2').at(121).call('a3', 'q', {}, '+491');
    expect(house.waiting()).toEqual(['b', 'a3']);
  });

  it('reorders a caller whose priority is changed while waiting', () => {
    const house = new House();
    house.call('a').call('b').do({ type: 'change-priority', contact: 'b', priority: 1 });
    expect(house.waiting()).toEqual(['b', 'a']);
  });
});

describe('one call', () => {
  it('makes each of its events once, in the order of cause and effect', () => {
    const house = new House({ agents: [{ id: 'ada' }] }).ready('ada').call('a');
    house.serve('ada', 'a');
    const own = house.log.filter((event) => 'contact' in event && event.contact === 'a').map(({ type }) => type);
    expect(own.filter((type) => type !== 'agent-state-changed')).toEqual([
      'contact-arrived',
      'contact-queued',
      'offer-made',
      'offer-accepted',
      'contact-connected',
      'conversation-ended',
      'wrap-up-started',
      'wrap-up-ended',
      'contact-closed',
    ]);
  });

  it('leaves the queue by its time limit, recorded as such, when all agents are paused; nobody is rung', () => {
    const house = new House({ queues: [{ id: 'q', maxWait: 30 }], agents: [{ id: 'ada' }, { id: 'bob' }] });
    house.logIn('ada', 'bob').call('a').at(30);
    expect(house.offers).toEqual([]);
    expect(house.all('contact-left-queue')).toMatchObject([
      { contact: 'a', queue: 'q', because: 'timed-out', at: 30_000 },
    ]);
    expect(house.outcome('a')).toBe('timed-out');
  });

  it('rings only the agent who is not paused', () => {
    const house = new House({ agents: [{ id: 'ada' }, { id: 'bob' }] }).logIn('ada').ready('bob').call('a');
    expect(house.offers).toEqual(['a>bob']);
  });

  it('leaves the queue by its time limit when the agents ignore it', () => {
    const house = new House({ queues: [{ id: 'q', maxWait: 60, pauseMissed: 'never' }], agents: [{ id: 'ada' }] });
    house.ready('ada').call('a').at(70);
    expect(house.offers).toEqual(['a>ada', 'a>ada', 'a>ada']);
    expect(house.outcome('a')).toBe('timed-out');
    expect(house.state.agent('ada').state).toBe('ready');
  });

  it('is never offered to the only agent when that one is outside the range of penalties', () => {
    const agents = [{ id: 'ada', queues: [{ queue: 'q', penalty: 5 }] }];
    const house = new House({ queues: [{ id: 'q', penalties: { min: 1, max: 3 } }], agents })
      .ready('ada')
      .call('a')
      .at(600);
    expect(house.offers).toEqual([]);
  });

  it('goes on to the next agent when a telephone cannot be reached', () => {
    const house = new House({ agents: [{ id: 'ada' }, { id: 'bob' }] })
      .ready('ada', 'bob')
      .call('a')
      .reject('ada', 'unreachable');
    expect(house.offers).toEqual(['a>ada', 'a>bob']);
    expect(house.state.agent('ada')).toMatchObject({ state: 'not-ready', reason: 'unreachable' });
  });

  it('leaves nothing behind when the caller is taken out of the conversation', () => {
    const house = new House({ agents: [{ id: 'ada' }] }).ready('ada').call('a').accept('ada').at(5);
    house.do({ type: 'leave', contact: 'a', by: 'gateway' });
    house.finish('ada', 'a');
    expect([house.state.reservations.size, house.state.nextDue, house.state.open.size]).toEqual([0, undefined, 0]);
  });
});

describe('queues that ring who is busy, and queues that do not', () => {
  const busyAda = () => {
    const queues = [{ id: 'calm' }, { id: 'pushy', ringBusy: true, pauseMissed: 'queue' as const }];
    return new House({ queues, agents: [{ id: 'ada' }] }).ready('ada').call('first', 'calm').accept('ada');
  };

  it('offers a busy agent nothing of a queue that does not ring busy agents, and does not pause the agent there', () => {
    const house = busyAda().call('a', 'calm').at(100);
    expect(house.rung).toEqual({});
    expect(house.state.agent('ada').assignments.get('calm')?.paused).toBeUndefined();
  });

  it('offers to a busy agent of a queue that does, and pauses the agent there when the telephone is busy', () => {
    const house = busyAda().call('a', 'pushy');
    expect(house.rung).toEqual({ a: ['ada'] });
    house.reject('ada', 'busy');
    expect(house.state.agent('ada').assignments.get('pushy')?.paused).toBe('busy');
    expect(house.state.agent('ada').state).toBe('busy');
  });

  it('afterwards still reaches the agent through the first queue, and not through the second', () => {
    const house = busyAda().call('a', 'pushy').reject('ada', 'busy').hangUp('first').finish('ada', 'first');
    expect(house.rung).toEqual({});
    expect(house.call('b', 'calm').rung).toEqual({ b: ['ada'] });
  });
});

describe('wrap-up', () => {
  const twoQueues = (holdsBack: 'queue' | 'everything') =>
    new House({
      queues: ['q', 'other'].map((id) => ({ id, wrapUp: { seconds: 10, holdsBack } })),
      agents: [{ id: 'ada' }],
    }).ready('ada');

  it('of one queue lets another queue take the agent at once', () => {
    const house = twoQueues('queue').call('a').serve('ada', 'a').call('b').call('c', 'other');
    expect(house.rung).toEqual({ c: ['ada'] });
    house.serve('ada', 'c', 1).at(20);
    expect(house.rung).toEqual({ b: ['ada'] });
  });

  it('that holds everything back keeps the agent from the other queue too; a third call finds nobody', () => {
    const house = twoQueues('everything').call('a').serve('ada', 'a').call('b').call('c', 'other');
    expect(house.rung).toEqual({});
    expect(house.at(20).rung).toEqual({ b: ['ada'] });
  });

  it('of the agent goes before that of the queue: m1, m2, after ten seconds m2, m1, m2, then nobody', () => {
    const agents = [{ id: 'm1', wrapUp: 20 }, { id: 'm2' }];
    const house = new House({ queues: [{ id: 'q', wrapUp: { seconds: 10 } }], agents }).ready('m1', 'm2');
    house.call('1').serve('m1', '1', 0).call('2').serve('m2', '2', 0).at(10);
    house.call('3').serve('m2', '3', 0).at(20).call('4').serve('m1', '4', 0).call('5').serve('m2', '5', 0).call('6');
    expect(house.offers).toEqual(['1>m1', '2>m2', '3>m2', '4>m1', '5>m2']);
  });

  it('ends by itself without a disposition, and can be prolonged as far as the queue allows', () => {
    const house = new House({ queues: [{ id: 'q', wrapUp: { seconds: 10, extension: 15 } }], agents: [{ id: 'ada' }] });
    house.ready('ada').call('a').accept('ada').hangUp('a');
    house.do({ type: 'extend-wrap-up', agent: 'ada', contact: 'a', seconds: 10 });
    expect(() => house.do({ type: 'extend-wrap-up', agent: 'ada', contact: 'a', seconds: 10 })).toThrow('5 s are left');
    expect(house.at(19).state.agent('ada').state).toBe('wrap-up');
    expect(house.at(20).state.agent('ada').state).toBe('ready');
    expect(house.all('wrap-up-ended')).toEqual([expect.not.objectContaining({ disposition: expect.anything() })]);
    expect(house.outcome('a')).toBe('handled');
  });
});

describe('agents in their queues', () => {
  it('change their penalty in one queue, or in all with one event for each', () => {
    const house = new House({ queues: [{ id: 'q' }, { id: 'r' }], agents: [{ id: 'ada' }] });
    house.do({ type: 'set-penalty', agent: 'ada', queue: 'q', penalty: 2 });
    expect(house.all('penalty-changed')).toMatchObject([{ queue: 'q', penalty: 2 }]);
    house.do({ type: 'set-penalty', agent: 'ada', penalty: 3 });
    expect(house.all('penalty-changed').slice(1)).toMatchObject([
      { queue: 'q', penalty: 3 },
      { queue: 'r', penalty: 3 },
    ]);
    expect(house.do({ type: 'set-penalty', agent: 'ada', penalty: 3 })).toEqual([]);
  });

  it('show why they are paused', () => {
    const house = new House({ agents: [{ id: 'ada' }] }).ready('ada');
    house.do({ type: 'set-not-ready', agent: 'ada', reason: 'lunch' });
    house.do({ type: 'pause-in-queue', agent: 'ada', queue: 'q', reason: 'training' });
    expect(house.state.agent('ada')).toMatchObject({ state: 'not-ready', reason: 'lunch' });
    expect(house.state.agent('ada').assignments.get('q')?.paused).toBe('training');
    expect(house.call('a').offers).toEqual([]);
  });

  it('get the contact when free, and never when not available', () => {
    const house = new House({ agents: [{ id: 'ada' }, { id: 'bob' }] }).ready('ada').logIn('bob').call('a').call('b');
    expect(house.offers).toEqual(['a>ada']);
  });

  it('who own the account come first when they are there, another does when not, and anybody when the rule is off', () => {
    const agents = [{ id: 'ada' }, { id: 'bob' }];
    const owned = (preferFor: number) => new House({ queues: [{ id: 'q', preferFor }], agents });
    expect(owned(15).ready('ada', 'bob').call('a', 'q', { prefer: 'bob' }).offers).toEqual(['a>bob']);
    expect(owned(15).ready('ada').call('a', 'q', { prefer: 'bob' }).offers).toEqual(['a>ada']);
    expect(owned(0).ready('ada', 'bob').call('a', 'q', { prefer: 'bob' }).offers).toEqual(['a>ada']);
  });

  it('who are preferred are waited for as long as the queue says; then the others get the contact', () => {
    const house = new House({ queues: [{ id: 'q', preferFor: 15 }], agents: [{ id: 'ada' }, { id: 'bob' }] });
    house.ready('ada', 'bob').call('first', 'q', { prefer: 'bob' }).accept('bob').call('a', 'q', { prefer: 'bob' });
    expect(house.at(14).rung).toEqual({});
    expect(house.at(15).rung).toEqual({ a: ['ada'] });
  });

  it('have no more contacts at once than their capacity; the third waits, and a freed place takes the oldest', () => {
    const queues = [{ id: 'q', channel: 'chat' as const }];
    const house = new House({ queues, agents: [{ id: 'ada', capacity: { chat: 2 } }] }).ready('ada');
    for (const contact of ['a', 'b', 'c', 'd']) {
      house.call(contact, 'q', {}, contact, 'chat');
      if (house.state.agent('ada').reservation !== undefined) house.accept('ada');
    }
    expect([...house.state.agent('ada').contacts]).toEqual(['a', 'b']);
    house.hangUp('a');
    expect(house.rung).toEqual({});
    expect(house.finish('ada', 'a').rung).toEqual({ c: ['ada'] });
  });

  it('take contacts of several channels as far as they have room for', () => {
    const queues = [{ id: 'q' }, { id: 'chat', channel: 'chat' as const }];
    const house = new House({ queues, agents: [{ id: 'ada', capacity: { voice: 1, chat: 3 } }] }).ready('ada');
    house.call('c1', 'chat', {}, 'x', 'chat').accept('ada').call('v').call('c2', 'chat', {}, 'y', 'chat');
    expect(house.rung).toEqual({ c2: ['ada'] });
    house.accept('ada').hangUp('c1').finish('ada', 'c1').hangUp('c2').finish('ada', 'c2');
    expect(house.rung).toEqual({ v: ['ada'] });
    house.accept('ada').call('c3', 'chat', {}, 'z', 'chat');
    expect(house.rung).toEqual({});
  });

  it('whom the configuration does not name get nothing', () => {
    const house = new House({ agents: [{ id: 'ada' }] });
    expect(() => house.do({ type: 'log-in', agent: 'gone' })).toThrow('There is no agent "gone"');
    expect(house.call('a').offers).toEqual([]);
  });

  it('who are away are left out, or reached all the same when their reason says so', () => {
    const reasons = [{ id: 'desk', label: 'Away from the desk', reachable: true }];
    const house = new House({ reasons, agents: [{ id: 'ada' }] }).ready('ada');
    house.do({ type: 'set-not-ready', agent: 'ada', reason: 'lunch' });
    expect(house.call('a').rung).toEqual({});
    house.do({ type: 'set-not-ready', agent: 'ada', reason: 'desk' });
    expect(house.rung).toEqual({ a: ['ada'] });
    expect(house.state.agent('ada')).toMatchObject({ state: 'not-ready', reason: 'desk' });
    expect(house.accept('ada').state.agent('ada').state).toBe('busy');
  });

  it('who are not there make a queue refuse contacts with the reason, or keep them, as the queue says', () => {
    const queues = [{ id: 'q', joinEmpty: 'while-staffed' as const }, { id: 'r' }];
    const house = new House({ queues, agents: [{ id: 'ada' }] }).call('a').call('b', 'r');
    expect(house.all('contact-refused')).toMatchObject([{ contact: 'a', because: 'empty' }]);
    expect(house.waiting('r')).toEqual(['b']);
  });

  it('who leave last make the contacts leave, where the queue says so', () => {
    const house = new House({ queues: [{ id: 'q', leaveEmpty: true }], agents: [{ id: 'ada' }] })
      .logIn('ada')
      .call('a');
    house.do({ type: 'log-out', agent: 'ada' });
    expect(house.all('contact-left-queue')).toMatchObject([{ contact: 'a', because: 'empty' }]);
  });

  it('who let three offers ring are not ready any more', () => {
    const house = new House({ queues: [{ id: 'q', missedOffers: 3, retryAfter: 5 }], agents: [{ id: 'ada' }] });
    house.ready('ada').call('a').at(600);
    expect(house.offers).toHaveLength(3);
    expect(house.state.agent('ada')).toMatchObject({ state: 'not-ready', reason: 'no-answer' });
  });

  it('get no more contacts in a time than agreed upon', () => {
    const house = new House({ agents: [{ id: 'ada', rate: { contacts: 2, seconds: 60 } }] }).ready('ada');
    house.call('a').serve('ada', 'a', 5).call('b').serve('ada', 'b', 5).call('c');
    expect(house.rung).toEqual({});
    expect(house.at(60).rung).toEqual({ c: ['ada'] });
  });
});

describe('strategies', () => {
  const three = ['x', 'y', 'z'].map((id) => ({ id }));

  it('longest idle: the oldest contact to the agent who is idle longest', () => {
    const house = new House({ agents: three })
      .call('a')
      .call('b')
      .ready('y')
      .at(1)
      .ready('x')
      .call('c')
      .at(2)
      .ready('z');
    expect(house.offers).toEqual(['a>y', 'b>x', 'c>z']);
  });

  it('fewest open counts open work only, whatever there was before', () => {
    const queues = [{ id: 'q', channel: 'chat' as const, strategy: 'fewest-open' as const }];
    const agents = ['x', 'y'].map((id) => ({ id, capacity: { chat: 5 } }));
    const house = new House({ queues, agents }).ready('x');
    for (const id of ['a', 'b', 'c']) house.call(id, 'q', {}, id, 'chat').accept('x');
    for (const id of ['a', 'b', 'c']) house.hangUp(id).finish('x', id);
    house
      .ready('y')
      .call('d', 'q', {}, 'd', 'chat')
      .accept(house.rung.d?.[0] ?? '');
    house
      .call('e', 'q', {}, 'e', 'chat')
      .accept(house.rung.e?.[0] ?? '')
      .call('f', 'q', {}, 'f', 'chat');
    const served = house.offers.slice(3).map((offer) => offer.split('>')[1]);
    expect(new Set(served.slice(0, 2))).toEqual(new Set(['x', 'y']));
  });

  it('fewest contacts: who has handled the fewest in this shift', () => {
    const house = new House({ queues: [{ id: 'q', strategy: 'fewest-contacts' }], agents: three })
      .ready('x')
      .call('a')
      .serve('x', 'a');
    house.ready('y').call('b').serve('y', 'b').ready('z').call('c');
    expect(house.offers).toEqual(['a>x', 'b>y', 'c>z']);
  });

  it('least occupied: who was busy for the smallest share of the shift', () => {
    const house = new House({ queues: [{ id: 'q', strategy: 'least-occupied' }], agents: three.slice(0, 2) }).ready(
      'x',
      'y',
    );
    house.call('a').serve('x', 'a', 100).call('b').serve('y', 'b', 10).at(120).call('c');
    expect(house.offers).toEqual(['a>x', 'b>y', 'c>y']);
  });

  it('round robin: whose last contact is oldest, in turns', () => {
    const house = new House({ queues: [{ id: 'q', strategy: 'round-robin' }], agents: three }).ready('x', 'y', 'z');
    for (const id of ['a', 'b', 'c', 'd', 'e']) house.call(id).serve(house.rung[id]?.[0] ?? '', id, 1);
    expect(house.offers).toEqual(['a>x', 'b>y', 'c>z', 'd>x', 'e>y']);
  });

  it('ranked: the best rank first, equals by how long they are idle', () => {
    const agents = [
      { id: 'x', queues: [{ queue: 'q', penalty: 2 }] },
      { id: 'y', queues: [{ queue: 'q', penalty: 1 }] },
      { id: 'z', queues: [{ queue: 'q', penalty: 1 }] },
    ];
    const house = new House({ queues: [{ id: 'q', strategy: 'ranked' }], agents })
      .ready('x', 'z', 'y')
      .call('a')
      .call('b')
      .call('c');
    expect(house.offers).toEqual(['a>z', 'b>y', 'c>x']);
  });

  it('linear: always from the first of the list', () => {
    const house = new House({ queues: [{ id: 'q', strategy: 'linear' }], agents: three }).ready('z', 'y', 'x');
    for (const id of ['a', 'b']) house.call(id).serve(house.rung[id]?.[0] ?? '', id, 1);
    expect(house.offers).toEqual(['a>x', 'b>x']);
  });

  it('ring several: all at once, the first who accepts gets the contact, the others keep their place', () => {
    const house = new House({ queues: [{ id: 'q', strategy: 'ring-several' }], agents: three })
      .ready('x', 'y', 'z')
      .call('a');
    expect(house.rung).toEqual({ a: ['x', 'y', 'z'] });
    const late = house.state.agent('x').reservation ?? '';
    house.accept('y');
    expect(house.rung).toEqual({});
    expect(() => house.do({ type: 'accept', agent: 'x', reservation: late })).toThrow('somebody else has it');
    expect(house.state.agent('x').state).toBe('ready');
    expect(house.call('b').rung).toEqual({ b: ['x', 'z'] });
  });

  it('ring several: not more at once than the queue says', () => {
    const queues = [{ id: 'q', strategy: 'ring-several' as const, ringAtOnce: 2 }];
    expect(new House({ queues, agents: three }).ready('x', 'y', 'z').call('a').rung).toEqual({ a: ['x', 'y'] });
  });
});

describe('several queues of an agent', () => {
  const serving = (...queues: readonly { queue: string; priority?: number; delay?: number }[]) =>
    new House({ queues: [{ id: 'one' }, { id: 'two' }, { id: 'three' }], agents: [{ id: 'ada', queues }] });

  it('of equal delay: the queue of priority 1 is emptied before that of priority 2', () => {
    const house = serving({ queue: 'one', priority: 1 }, { queue: 'two', priority: 2 });
    house.call('old', 'two').at(5).call('a', 'one').call('b', 'one').ready('ada');
    house.serve('ada', 'a').serve('ada', 'b');
    expect(house.offers).toEqual(['a>ada', 'b>ada', 'old>ada']);
  });

  it('of equal priority and a delay of 30 s: a contact comes into question only after 30 s', () => {
    const house = serving({ queue: 'one', delay: 30 }).ready('ada').call('a', 'one');
    expect(house.at(29).rung).toEqual({});
    expect(house.at(30).rung).toEqual({ a: ['ada'] });
  });

  it('of the same priority and delay: the oldest contact to the agent who is idle longest', () => {
    const house = serving({ queue: 'one' }, { queue: 'two' }).call('a', 'two').at(1).call('b', 'one').ready('ada');
    expect(house.offers).toEqual(['a>ada']);
  });

  it('go by priority before age, always', () => {
    const house = serving(
      { queue: 'one', priority: 1 },
      { queue: 'two', priority: 2, delay: 20 },
      { queue: 'three', priority: 3, delay: 80 },
    );
    house.call('c', 'three').call('b', 'two').at(100).call('a', 'one').ready('ada');
    house.serve('ada', 'a', 1).serve('ada', 'b', 1);
    expect(house.offers).toEqual(['a>ada', 'b>ada', 'c>ada']);
  });

  it('go by weight when the agent has no order of their own', () => {
    const queues = [{ id: 'light' }, { id: 'heavy', weight: 5 }];
    const house = new House({ queues, agents: [{ id: 'ada' }] })
      .call('a', 'light')
      .at(50)
      .call('b', 'heavy')
      .ready('ada');
    expect(house.offers).toEqual(['b>ada']);
  });
});

describe('tiers', () => {
  const tiers = () =>
    new House({
      queues: [{ id: 'q', tierWait: 30 }],
      agents: [
        { id: 'first', queues: [{ queue: 'q', tier: 1 }] },
        { id: 'second', queues: [{ queue: 'q', tier: 2 }] },
      ],
    });

  it('open to the second tier after its wait', () => {
    const house = tiers().logIn('first').ready('second').call('a');
    expect(house.at(29).rung).toEqual({});
    expect(house.at(30).rung).toEqual({ a: ['second'] });
  });

  it('open at once when nobody of the first tier is logged in, also when the last of them leaves', () => {
    expect(tiers().ready('second').call('a').rung).toEqual({ a: ['second'] });
    const house = tiers().logIn('first').ready('second').call('a');
    house.do({ type: 'log-out', agent: 'first' });
    expect(house.rung).toEqual({ a: ['second'] });
  });
});

describe('skills', () => {
  const agents = [
    { id: 'novice', skills: { french: 1 } },
    { id: 'expert', skills: { french: 3 } },
  ];

  it('must reach the level that is needed', () => {
    const house = new House({ queues: [{ id: 'q', needs: { french: 2 } }], agents })
      .ready('novice', 'expert')
      .call('a');
    expect(house.offers).toEqual(['a>expert']);
    expect(house.all('offer-made')[0]?.reason).toMatchObject({
      candidates: [{ agent: 'expert' }],
      excluded: [{ agent: 'novice', because: 'lacks a skill or is outside the penalties' }],
      contact: { needs: { french: 2 } },
    });
  });

  it('can be asked for by the contact itself', () => {
    const house = new House({ agents }).ready('novice', 'expert').call('a', 'q', { needs: { french: 3 } });
    expect(house.offers).toEqual(['a>expert']);
  });

  it('are relaxed step by step, each after the time since the one before', () => {
    const steps = [10, 10, 10].map((after, index) => ({ after, needs: { french: 3 - index } }));
    const house = new House({ queues: [{ id: 'q', needs: { french: 4 }, steps }], agents })
      .ready('novice')
      .call('a')
      .at(100);
    expect(house.all('contact-relaxed').map(({ at, needs }) => [at / 1_000, needs?.french])).toEqual([
      [10, 3],
      [20, 2],
      [30, 1],
    ]);
    expect(house.all('offer-made')[0]?.at).toBe(30_000);
  });

  it('go on relaxing with the time that was left when an offer fails', () => {
    const steps = [{ after: 30, needs: { french: 0 } }];
    const both = [...agents, { id: 'other' }];
    const house = new House({ queues: [{ id: 'q', needs: { french: 3 }, steps }], agents: both })
      .ready('expert', 'other')
      .call('a');
    expect(house.at(19).rung).toEqual({ a: ['expert'] });
    expect(house.at(29).rung).toEqual({});
    expect(house.at(30).rung).toEqual({ a: ['other'] });
  });

  it('skip a step at once when nobody it asks for is there, and only when nobody is free at once', () => {
    const steps = [{ after: 60, needs: { french: 0 }, atOnceWhenNobody: true }];
    const queues = [{ id: 'q', needs: { french: 3 }, steps }];
    expect(new House({ queues, agents }).ready('novice').call('a').rung).toEqual({ a: ['novice'] });
    const house = new House({ queues, agents }).ready('novice').logIn('expert').call('a');
    expect(house.at(59).rung).toEqual({});
    expect(house.at(60).rung).toEqual({ a: ['novice'] });
    const free = new House({ queues, agents }).ready('novice', 'expert').call('a');
    expect(free.all('contact-relaxed')).toEqual([]);
    expect(free.rung).toEqual({ a: ['expert'] });
  });
});

describe('ageing', () => {
  it('lets an old contact overtake a younger one of higher priority', () => {
    const house = new House({ configuration: { ageing: 60 }, agents: [{ id: 'ada' }] });
    house.call('old').at(50).call('vip', 'q', { priority: 1 }).at(70).call('late', 'q', { priority: 1 });
    expect(house.waiting()).toEqual(['vip', 'old', 'late']);
  });
});

describe('distribution', () => {
  it('makes no offer and looks at nothing when nobody is there', () => {
    const house = new House({ agents: [{ id: 'ada' }] });
    for (let index = 0; index < 50; index += 1) house.call(`c${index}`);
    expect(house.offers).toEqual([]);
  });

  it('goes in portions, and gives each contact out once', () => {
    const agents = Array.from({ length: 1_200 }, (_, index) => ({ id: `a${index}` }));
    const house = new House({ agents }).holdBack();
    for (const { id } of agents) house.call(`c-${id}`).ready(id);
    house.goOn();
    const portions = [];
    for (let events = house.do({ type: 'expire' }); events.length > 0; events = house.do({ type: 'expire' }))
      portions.push(events.filter(({ type }) => type === 'offer-made').length);
    expect(portions).toEqual([500, 500, 200]);
    expect(new Set(house.offers.map((offer) => offer.split('>')[0])).size).toBe(1_200);
  });

  it('never gives a contact to a second agent while the first has it', () => {
    const house = new House({ agents: [{ id: 'ada' }, { id: 'bob' }] })
      .ready('ada')
      .call('a')
      .accept('ada')
      .ready('bob')
      .at(600);
    expect(house.offers).toEqual(['a>ada']);
  });

  it('leaves a contact that is too old aside, and counts a reopened one from its last activity', () => {
    const house = new House({ queues: [{ id: 'q', maxWait: 100, overflow: 'park' }], agents: [{ id: 'ada' }] })
      .call('a')
      .at(100);
    expect(house.state.contact('a').state).toBe('parked');
    expect(house.ready('ada').rung).toEqual({});
    house.do({ type: 'log-out', agent: 'ada' });
    house.do({ type: 'hand-over', contact: 'a', queue: 'q' });
    expect(house.at(199).state.contact('a').state).toBe('waiting');
    expect(house.at(200).state.contact('a').state).toBe('parked');
  });

  it('sends a contact on to the queue for overflow, where it begins to wait anew', () => {
    const queues = [{ id: 'q', maxLength: 1, maxWait: 60, overflow: { queue: 'spare' } }, { id: 'spare' }];
    const house = new House({ queues }).call('a').call('b').at(60);
    expect(house.waiting('spare')).toEqual(['b', 'a']);
    expect(house.all('contact-refused')).toMatchObject([{ contact: 'b', queue: 'q', because: 'full' }]);
    expect(house.all('contact-left-queue')).toMatchObject([{ contact: 'a', queue: 'q' }]);
  });

  it('lets nobody wait in a queue without room, and serves who need not wait', () => {
    const house = new House({ queues: [{ id: 'q', maxLength: 0 }], agents: [{ id: 'ada' }] }).ready('ada');
    house.call('a').call('b');
    expect(house.rung).toEqual({ a: ['ada'] });
    expect(house.outcome('b')).toBe('refused');
  });

  it('refuses a contact when queues send it round in a circle', () => {
    const queues = [
      { id: 'q', maxLength: 0, overflow: { queue: 'r' } },
      { id: 'r', maxLength: 0, overflow: { queue: 'q' } },
    ];
    expect(new House({ queues }).call('a').outcome('a')).toBe('refused');
  });
});

describe('opening hours', () => {
  it('let contacts join while open, and send them where the queue says while closed', async () => {
    const week = { thursday: [{ from: '09:00', to: '17:00' }] };
    const calendars = new Map([['office', await openCalendar({ zone: 'Europe/Berlin', week })]]);
    const queues = [{ id: 'q', hours: 'office', closed: { queue: 'night' } }, { id: 'night' }];
    // The clock of the test begins on a Thursday at midnight UTC.
    const house = new House({ queues, configuration: { calendars } })
      .at(7 * 3_600)
      .call('early')
      .at(8 * 3_600)
      .call('day');
    expect([house.waiting('q'), house.waiting('night')]).toEqual([['day'], ['early']]);
    expect(house.all('contact-refused')).toMatchObject([{ contact: 'early', queue: 'q', because: 'closed' }]);
  });
});

describe('the estimated wait', () => {
  /** Two agents whose calls last 100 s, after which nobody is free. */
  const busy = (maxEstimate?: number) => {
    const queue = { id: 'q', overflow: { queue: 'spare' }, ...(maxEstimate === undefined ? {} : { maxEstimate }) };
    const house = new House({ queues: [queue, { id: 'spare' }], agents: [{ id: 'ada' }, { id: 'bob' }] });
    house.ready('ada', 'bob').call('a').serve('ada', 'a', 100).call('b').serve('bob', 'b', 100);
    return house.call('c').call('d').accept('ada').accept('bob');
  };
  const waitOf = (house: House, contact: string) => positionOf(house.state, house.state.contact(contact));

  it('follows from the place, the length of calls and the agents at work', () => {
    const house = busy().call('e').call('f');
    expect(waitOf(house, 'e')).toEqual({ position: 1, wait: 50 });
    expect(waitOf(house, 'f')).toEqual({ position: 2, wait: 100 });
    expect(waitOf(house, 'c')).toBeUndefined();
  });

  it('is shorter when customers are known to give up', () => {
    const house = busy().call('e').call('f').call('g');
    const before = waitOf(house, 'g')?.wait ?? 0;
    house.at(230).hangUp('f');
    expect(waitOf(house, 'g')).toMatchObject({ position: 2 });
    expect(waitOf(house, 'g')?.wait).toBeLessThan((before * 2) / 3);
  });

  it('is not known before the first call, and not while nobody works', () => {
    const house = new House({ agents: [{ id: 'ada' }] }).call('a');
    expect(waitOf(house, 'a')).toEqual({ position: 1 });
    expect(waitOf(house.ready('ada').accept('ada').call('b'), 'b')).toEqual({ position: 1 });
  });

  it('sends contacts elsewhere that would wait too long', () => {
    const house = busy(60).call('e').call('f');
    expect([house.waiting('q'), house.waiting('spare')]).toEqual([['e'], ['f']]);
    expect(house.all('contact-refused')).toMatchObject([{ contact: 'f', because: 'estimate' }]);
  });
});
