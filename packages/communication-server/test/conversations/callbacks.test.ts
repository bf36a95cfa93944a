import { describe, expect, it } from 'vitest';
import { House } from '../support/house.js';
import { three } from '../support/talking.js';

describe('a callback', () => {
  const requested = () => {
    const house = new House({ agents: three, queues: [{ id: 'q', callback: { retryAfter: 60 } }] })
      .call('a')
      .at(1)
      .call('b')
      .at(2)
      .call('c');
    house.do({ type: 'request-callback', contact: 'b', phone: '+4930' });
    return house.hangUp('b');
  };

  it('keeps its place, before those who came later and behind those who came before', () => {
    const house = requested();
    expect(house.waiting()).toEqual(['a', 'b', 'c']);
    house.ready('ada', 'bob', 'cleo');
    expect(house.offers).toEqual(['a>ada', 'b>bob', 'c>cleo']);
  });

  it('is called three times at most: the first time and two retries, each in the old place', () => {
    const house = requested().ready('ada').serve('ada', 'a');
    for (let call = 1; call <= 3; call += 1) {
      expect(house.rung).toEqual({ b: ['ada'] });
      house.accept('ada').do({ type: 'called-back', contact: 'b', answered: false });
      if (call === 1) house.accept('ada').do({ type: 'hang-up', agent: 'ada', contact: 'c' });
      if (call === 1) house.finish('ada', 'c');
      house.at(12 + call * 65);
    }
    expect(house.all('callback-attempted').map(({ answered, retryAt }) => [answered, retryAt !== undefined])).toEqual([
      [false, true],
      [false, true],
      [false, false],
    ]);
    expect(house.outcome('b')).toBe('not-reached');
    expect(house.state.agent('ada').state).toBe('ready');
  });

  it('starves nobody: while it is not reached those on the line are answered, and then it is first again', () => {
    const house = requested().ready('ada').serve('ada', 'a');
    house.accept('ada').do({ type: 'called-back', contact: 'b', answered: false });
    expect(house.rung).toEqual({ c: ['ada'] });
    house.call('d').accept('ada').at(72).call('e').hangUp('c').finish('ada', 'c');
    expect(house.rung).toEqual({ b: ['ada'] });
    expect(house.waiting()).toEqual(['b', 'd', 'e']);
    house.accept('ada').do({ type: 'called-back', contact: 'b', answered: false });
    expect(house.rung).toEqual({ d: ['ada'] });
  });

  it('that does not reach the customer leaves nobody who listened, and no hold', () => {
    const house = requested().ready('ada').serve('ada', 'a').accept('ada');
    house.do({ type: 'supervise', supervisor: 'cleo', contact: 'b', mode: 'listen' });
    house.do({ type: 'hold', agent: 'ada', contact: 'b' });
    house.do({ type: 'called-back', contact: 'b', answered: false });
    expect(house.state.contact('b')).toMatchObject({ state: 'parked', supervisors: [], heldSince: undefined });
  });

  it('that reaches the customer is a conversation like any other', () => {
    const house = requested().ready('ada').serve('ada', 'a').accept('ada');
    house.do({ type: 'called-back', contact: 'b', answered: true });
    house.hangUp('b').finish('ada', 'b');
    expect(house.outcome('b')).toBe('handled');
  });
});
