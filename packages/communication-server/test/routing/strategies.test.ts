import { describe, expect, it } from 'vitest';
import { House } from '../support/house.js';

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
