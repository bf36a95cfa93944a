import { describe, expect, it } from 'vitest';
import { House } from '../support/house.js';

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

  it('go by priority before age, always: 1/0, 1/0, 2/20, 3/80', () => {
    const house = new House({
      queues: ['one', 'two', 'three', 'four'].map((id) => ({ id })),
      agents: [
        {
          id: 'ada',
          queues: [
            { queue: 'one', priority: 1, delay: 0 },
            { queue: 'two', priority: 1, delay: 0 },
            { queue: 'three', priority: 2, delay: 20 },
            { queue: 'four', priority: 3, delay: 80 },
          ],
        },
      ],
    });
    house.call('d', 'four').call('c', 'three').at(100).call('b', 'two').at(101).call('a', 'one').ready('ada');
    for (const contact of ['b', 'a', 'c', 'd']) house.serve('ada', contact, 1);
    expect(house.offers).toEqual(['b>ada', 'a>ada', 'c>ada', 'd>ada']);
  });

  it('are not looked at before their delay, however free the agent is', () => {
    const house = serving({ queue: 'one' }, { queue: 'two', priority: 2, delay: 20 }, { queue: 'three', delay: 80 });
    house.ready('ada').call('c', 'three').call('b', 'two');
    expect(house.at(19).rung).toEqual({});
    house.at(20).serve('ada', 'b', 1);
    expect(house.at(79).rung).toEqual({});
    expect(house.at(80).rung).toEqual({ c: ['ada'] });
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
        { id: 'third', queues: [{ queue: 'q', tier: 3 }] },
      ],
    });

  it('open to the second tier after its wait', () => {
    const house = tiers().logIn('first').ready('second').call('a');
    expect(house.at(29).rung).toEqual({});
    expect(house.at(30).rung).toEqual({ a: ['second'] });
  });

  it('open to the third after twice the wait', () => {
    const house = tiers().logIn('first', 'second').ready('third').call('a');
    expect(house.at(59).rung).toEqual({});
    expect(house.at(60).rung).toEqual({ a: ['third'] });
  });

  it('open at once when nobody of the first tier is logged in, also when the last of them leaves', () => {
    expect(tiers().ready('second').call('a').rung).toEqual({ a: ['second'] });
    const house = tiers().logIn('first').ready('second').call('a');
    house.do({ type: 'log-out', agent: 'first' });
    expect(house.rung).toEqual({ a: ['second'] });
  });
});
