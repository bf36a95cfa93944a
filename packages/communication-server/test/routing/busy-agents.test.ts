import { describe, expect, it } from 'vitest';
import { House } from '../support/house.js';

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

  it('rings who is free before who is busy, though the busy one was idle for longer and has other skills', () => {
    const queues = [{ id: 'calm' }, { id: 'pushy', ringBusy: true }];
    const agents = [{ id: 'ada', skills: { french: 1 } }, { id: 'bob' }];
    const house = new House({ queues, agents }).ready('ada').call('first', 'calm').accept('ada').at(10).ready('bob');
    expect(house.call('a', 'pushy').rung).toEqual({ a: ['bob'] });
  });
});
