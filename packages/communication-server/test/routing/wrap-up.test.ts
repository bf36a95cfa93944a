import { describe, expect, it } from 'vitest';
import { House } from '../support/house.js';

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
