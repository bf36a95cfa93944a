import { describe, expect, it } from 'vitest';
import { House } from '../../test/support/house.js';

describe('an agent who gives a customer to a script', () => {
  it('is done with the talk, and the customer serves himself until handed over, to the same queue too', () => {
    const house = new House({ agents: [{ id: 'ann' }] }).ready('ann').call('c').accept('ann');
    house.do({ type: 'annotate', contact: 'c', dialog: 'of the agent' });
    house.do({ type: 'transfer', agent: 'ann', contact: 'c', to: { script: 'survey' } });
    expect(house.state.contact('c')).toMatchObject({ state: 'self-service', script: 'survey' });
    expect(house.state.contact('c').dialog).toBeUndefined();
    expect(house.state.agent('ann').state).toBe('wrap-up');
    house.do({ type: 'hand-over', contact: 'c', queue: 'q' });
    expect(house.waiting()).toEqual(['c']);
  });

  it('finishes the wrap-up also when the script has ended meanwhile', () => {
    const house = new House({ agents: [{ id: 'ann' }] }).ready('ann').call('c').accept('ann');
    house.do({ type: 'transfer', agent: 'ann', contact: 'c', to: { script: 'survey' } });
    house.hangUp('c').finish('ann', 'c');
    expect(house.outcome('c')).toBe('self-served');
    expect(house.all('contact-closed')).toHaveLength(1);
    expect(house.state.agent('ann').state).toBe('ready');
  });
});
