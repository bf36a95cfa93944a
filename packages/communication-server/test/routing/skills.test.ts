import { describe, expect, it } from 'vitest';
import { House } from '../support/house.js';

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
