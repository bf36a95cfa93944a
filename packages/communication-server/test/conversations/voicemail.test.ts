import { describe, expect, it } from 'vitest';
import { House } from '../support/house.js';

describe('a voicemail', () => {
  const queues = [
    { id: 'q', maxWait: 60, overflow: { queue: 'messages' } },
    { id: 'messages', channel: 'mail' as const },
  ];
  const leave = (house: House) =>
    house.do({ type: 'leave-voicemail', contact: 'a', message: 'm', recording: 'vm1', seconds: 12 });

  it('is asked for when a call comes to a queue that is no queue of calls', () => {
    const house = new House({ queues }).call('a').at(60);
    expect(house.all('voicemail-requested')).toMatchObject([{ contact: 'a', queue: 'messages' }]);
    expect(house.state.contact('a')).toMatchObject({ state: 'self-service', messageFor: 'messages' });
    expect([house.waiting('q'), house.waiting('messages')]).toEqual([[], []]);
  });

  it('ends the call, and is work of its own in the queue it was left for', () => {
    const house = new House({ queues, agents: [{ id: 'ada', queues: ['messages'] }] }).call('a').at(60);
    leave(house);
    expect(house.outcome('a')).toBe('voicemail');
    expect(house.ready('ada').offers).toEqual(['m>ada']);
    expect(house.state.contact('m')).toMatchObject({ channel: 'mail', from: 'a', voicemail: { recording: 'vm1' } });
  });

  it('is left once, and not by who is already gone', () => {
    const house = new House({ queues }).call('a').at(60);
    leave(house);
    expect(leave(house)).toEqual([]);
    const gone = new House({ queues }).call('a').at(60).hangUp('a');
    expect(leave(gone)).toEqual([]);
    expect(gone.outcome('a')).toBe('abandoned');
  });

  it('is not left by who waits for somebody', () => {
    const house = new House({ queues }).call('a');
    expect(leave(house)).toEqual([]);
    expect(house.waiting('q')).toEqual(['a']);
  });

  it('may also be left by who has talked to an agent', () => {
    const house = new House({ queues, agents: [{ id: 'ada', queues: ['q'] }] }).ready('ada').call('a').accept('ada');
    house.do({ type: 'transfer', agent: 'ada', contact: 'a', to: { queue: 'messages' } });
    expect(house.state.contact('a')).toMatchObject({ state: 'self-service', messageFor: 'messages' });
    leave(house);
    expect(house.waiting('messages')).toEqual(['m']);
  });
});
