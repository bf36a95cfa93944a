import { describe, expect, it } from 'vitest';
import { House } from '../support/house.js';

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
    expect(
      owned(15)
        .ready('ada', 'bob')
        .call('a', 'q', { prefer: ['bob'] }).offers,
    ).toEqual(['a>bob']);
    expect(
      owned(15)
        .ready('ada')
        .call('a', 'q', { prefer: ['bob'] }).offers,
    ).toEqual(['a>ada']);
    expect(
      owned(0)
        .ready('ada', 'bob')
        .call('a', 'q', { prefer: ['bob'] }).offers,
    ).toEqual(['a>ada']);
  });

  it('who are preferred are waited for as long as the queue says; then the others get the contact', () => {
    const house = new House({ queues: [{ id: 'q', preferFor: 15 }], agents: [{ id: 'ada' }, { id: 'bob' }] });
    house
      .ready('ada', 'bob')
      .call('first', 'q', { prefer: ['bob'] })
      .accept('bob')
      .call('a', 'q', { prefer: ['bob'] });
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
