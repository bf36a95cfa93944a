import { describe, expect, it } from 'vitest';
import { House } from '../support/house.js';

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

  it('leaves its agent to others when the caller has hung up: after the wrap-up, to whatever queue', () => {
    const house = new House({ queues: [{ id: 'q' }, { id: 'other' }], agents: [{ id: 'ada' }] });
    house.ready('ada').call('a').accept('ada').call('b', 'other').hangUp('a');
    expect([house.state.agent('ada').state, house.rung]).toEqual(['wrap-up', {}]);
    expect(house.finish('ada', 'a').rung).toEqual({ b: ['ada'] });
  });

  it('leaves nothing behind when the caller is taken out of the conversation', () => {
    const house = new House({ agents: [{ id: 'ada' }] }).ready('ada').call('a').accept('ada').at(5);
    house.do({ type: 'leave', contact: 'a', by: 'gateway' });
    house.finish('ada', 'a');
    expect([house.state.reservations.size, house.state.nextDue, house.state.contacts.open.size]).toEqual([
      0,
      undefined,
      0,
    ]);
  });
});
