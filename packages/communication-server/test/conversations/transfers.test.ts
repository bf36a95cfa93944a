import { describe, expect, it } from 'vitest';
import { House } from '../support/house.js';
import { talking } from '../support/talking.js';

describe('hold', () => {
  it('begins and ends once each, and ends with the conversation', () => {
    const { house, does } = talking();
    does('hold');
    expect(does('hold')).toEqual([]);
    does('retrieve');
    does('hold');
    house.hangUp('a');
    expect(house.log.filter(({ type }) => type.startsWith('hold')).map(({ type }) => type)).toEqual([
      'hold-started',
      'hold-ended',
      'hold-started',
      'hold-ended',
    ]);
  });

  it('is for the agent who leads the conversation only', () => {
    const { house } = talking();
    expect(() => house.do({ type: 'hold', agent: 'bob', contact: 'a' })).toThrow('does not handle');
  });
});

describe('a blind transfer', () => {
  it('to a queue closes the handling for the first agent, with its kind, and queues the contact anew', () => {
    const { house, agent, contact } = talking();
    house.do({ type: 'transfer', agent: 'ada', contact: 'a', to: { queue: 'sales' } });
    expect(house.all('contact-transferred')).toMatchObject([{ agent: 'ada', kind: 'blind', to: { queue: 'sales' } }]);
    expect(agent('ada').state).toBe('wrap-up');
    expect(house.rung).toEqual({ a: ['bob'] });
    house.accept('bob').finish('ada', 'a');
    expect(contact()).toMatchObject({ state: 'connected', agent: 'bob', queue: 'sales' });
    house.hangUp('a').finish('bob', 'a');
    expect(house.outcome('a')).toBe('handled');
  });

  it('to an agent waits for that agent, and goes to the others of the queue when that one does not answer', () => {
    const { house } = talking();
    house.ready('cleo').do({ type: 'transfer', agent: 'ada', contact: 'a', to: { agent: 'cleo' } });
    expect(house.rung).toEqual({ a: ['cleo'] });
    house.at(20);
    expect(house.rung).toEqual({});
    expect(house.at(60).rung).toEqual({ a: ['bob'] });
  });

  it('leaves the contact open also where the wrap-up holds back one queue only', () => {
    const queues = [{ id: 'q', wrapUp: { seconds: 10, holdsBack: 'queue' as const } }, { id: 'other' }];
    const agents = [
      { id: 'ada', queues: ['q'] },
      { id: 'bob', queues: ['other'] },
    ];
    const house = new House({ queues, agents }).ready('ada').call('a', 'q').accept('ada');
    house.do({ type: 'transfer', agent: 'ada', contact: 'a', to: { queue: 'other' } });
    expect(house.all('contact-closed')).toEqual([]);
    house.state.contacts.forget(house.state.number, 0);
    expect(house.ready('bob').rung).toEqual({ a: ['bob'] });
    expect([...house.state.contacts.open].map(({ id }) => id)).toEqual(['a']);
  });

  it('of a customer on hold ends the hold, and with the talk ends who listened and what was recorded', () => {
    const { house, does, contact } = talking();
    house.do({ type: 'supervise', supervisor: 'cleo', contact: 'a', mode: 'listen' });
    house.do({ type: 'record', contact: 'a', recording: 'r1', consent: 'customer', by: 'ada' });
    does('hold');
    house.do({ type: 'transfer', agent: 'ada', contact: 'a', to: { queue: 'sales' } });
    house.accept('bob');
    expect(house.all('hold-ended')).toMatchObject([{ contact: 'a', agent: 'ada' }]);
    expect(house.all('supervision-ended')).toMatchObject([{ supervisor: 'cleo' }]);
    expect(house.all('recording-stopped')).toMatchObject([{ recording: 'r1' }]);
    expect(contact()).toMatchObject({
      state: 'connected',
      heldSince: undefined,
      supervisors: [],
      recording: undefined,
    });
  });

  it('out of a conference leaves nobody of it behind', () => {
    const { house, does, consult, answer, agent } = talking();
    consult();
    answer();
    does('join-conference');
    house.do({ type: 'transfer', agent: 'ada', contact: 'a', to: { number: '+4930' } });
    expect(house.all('conference-left')).toMatchObject([{ with: { agent: 'bob' } }]);
    expect([agent('ada').state, agent('bob').state]).toEqual(['wrap-up', 'wrap-up']);
  });

  it('to a number leaves the company; the contact ends when the customer leaves', () => {
    const { house, contact } = talking();
    house.do({ type: 'transfer', agent: 'ada', contact: 'a', to: { number: '+4930' } });
    expect(contact().state).toBe('external');
    house.finish('ada', 'a').hangUp('a');
    expect(house.outcome('a')).toBe('transferred');
  });

  it('to a number that cannot be reached comes back to the head of the queue, first for the agent who made it', () => {
    const { house, contact } = talking();
    house.do({ type: 'log-out', agent: 'bob' });
    house.call('b').do({ type: 'transfer', agent: 'ada', contact: 'a', to: { number: '+4930' } });
    house.do({ type: 'transfer-failed', contact: 'a', because: 'unknown-number' });
    expect(house.all('transfer-failed')).toMatchObject([{ to: { number: '+4930' }, because: 'unknown-number' }]);
    expect(house.waiting()).toEqual(['a', 'b']);
    house.finish('ada', 'a').ready('cleo');
    expect(house.rung).toEqual({ a: ['ada'], b: ['cleo'] });
    house.accept('ada').hangUp('a').finish('ada', 'a');
    expect([house.outcome('a'), contact().givenTo]).toEqual(['handled', undefined]);
  });

  it('that comes back goes to others when its agent does not become free in time, or has gone', () => {
    for (const leaves of [true, false]) {
      const { house } = talking();
      house.do({ type: 'transfer', agent: 'ada', contact: 'a', to: { number: '+4930' } });
      if (leaves) house.finish('ada', 'a').do({ type: 'log-out', agent: 'ada' });
      house.do({ type: 'transfer-failed', contact: 'a', because: 'busy' });
      expect(house.rung).toEqual(leaves ? { a: ['bob'] } : {});
      expect(house.at(60).all('offer-made').at(-1)).toMatchObject({ contact: 'a', agent: 'bob' });
      expect(house.do({ type: 'transfer-failed', contact: 'a', because: 'busy' })).toEqual([]);
    }
  });

  it('is refused to who is not there, to oneself, and to who does not serve the queue', () => {
    const { house } = talking();
    const to = (agent: string) => () => house.do({ type: 'transfer', agent: 'ada', contact: 'a', to: { agent } });
    expect(to('cleo')).toThrow('cannot be reached: the agent is offline');
    expect(to('ada')).toThrow('cannot be reached');
    expect(to('gone')).toThrow('There is no agent "gone"');
    expect(house.state.contact('a').state).toBe('connected');
  });

  it('is refused to what is no number, and none can be consulted or called back that is none', () => {
    const { house } = talking();
    house.do({ type: 'log-out', agent: 'bob' });
    house.call('b');
    for (const number of ['Local/s@internal', 'PJSIP/1@elsewhere', 'sip:a@example.org', '0&PJSIP/1', '', '+']) {
      const to = { number };
      expect(() => house.do({ type: 'transfer', agent: 'ada', contact: 'a', to })).toThrow('is no telephone number');
      const asked = { agent: 'ada', contact: 'a', with: to, reservation: 'ask' };
      expect(() => house.do({ type: 'consult', ...asked })).toThrow('is no telephone number');
      const callback = { type: 'request-callback', contact: 'b', phone: number } as const;
      expect(() => house.do(callback)).toThrow('is no telephone number');
    }
    house.do({ type: 'transfer', agent: 'ada', contact: 'a', to: { number: '+49 (30) 12/34-5' } });
    expect(house.all('contact-transferred')).toMatchObject([{ to: { number: '+493012345' } }]);
  });

  it('after which the customer gives up is an abandonment of the second queue; the first agent finishes all the same', () => {
    const { house } = talking();
    house.do({ type: 'log-out', agent: 'bob' });
    house.do({ type: 'transfer', agent: 'ada', contact: 'a', to: { queue: 'sales' } });
    house.hangUp('a').finish('ada', 'a');
    expect(house.outcome('a')).toBe('abandoned');
    expect(house.state.agent('ada').state).toBe('ready');
  });
});
