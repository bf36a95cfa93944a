import { describe, expect, it } from 'vitest';
import { talking } from '../support/talking.js';

describe('a consultation', () => {
  it('puts the customer on hold and rings the other agent; completed, it is a warm transfer', () => {
    const { house, does, consult, answer, agent, contact } = talking();
    consult();
    expect(agent('bob')).toMatchObject({ state: 'reserved', reservation: 'ask' });
    answer();
    expect(agent('bob').state).toBe('busy');
    does('complete-transfer');
    expect(house.all('contact-transferred')).toMatchObject([{ agent: 'ada', kind: 'warm', to: { agent: 'bob' } }]);
    expect(contact()).toMatchObject({ state: 'connected', agent: 'bob' });
    expect(contact().heldSince).toBeUndefined();
    expect([agent('ada').state, agent('bob').state]).toEqual(['wrap-up', 'busy']);
    house.hangUp('a').finish('bob', 'a').finish('ada', 'a');
    expect([house.outcome('a'), agent('ada').state, agent('bob').state]).toEqual(['handled', 'ready', 'ready']);
  });

  it('is completed by hanging up, too', () => {
    const { does, consult, answer, contact } = talking();
    consult();
    answer();
    does('hang-up');
    expect(contact()).toMatchObject({ state: 'connected', agent: 'bob' });
  });

  it('gives the customer back when the other rejects, does not answer, leaves, or is not wanted any more', () => {
    for (const end of ['reject', 'time', 'leave', 'cancel']) {
      const { house, does, consult, answer, agent, contact } = talking();
      consult();
      if (end === 'reject') house.reject('bob');
      if (end === 'time') house.at(21);
      if (end === 'leave' || end === 'cancel') answer();
      if (end === 'leave') house.do({ type: 'hang-up', agent: 'bob', contact: 'a' });
      if (end === 'cancel') does('cancel-consultation');
      expect(contact()).toMatchObject({ state: 'connected', agent: 'ada' });
      expect([contact().consultation, contact().heldSince, agent('bob').reservation]).toEqual([
        undefined,
        undefined,
        undefined,
      ]);
      expect([end, agent('bob').state, agent('bob').contacts.size]).toEqual([end, 'ready', 0]);
    }
  });

  it('frees the other agent when the customer leaves meanwhile', () => {
    const { house, consult, answer, agent } = talking();
    consult();
    answer();
    house.hangUp('a');
    expect([agent('ada').state, agent('bob').state]).toEqual(['wrap-up', 'ready']);
    expect(house.all('consultation-ended')).toMatchObject([{ because: 'customer-left' }]);
  });

  it('is possible with one at a time, and with who is ready', () => {
    const { house, does, consult } = talking();
    expect(() => does('complete-transfer')).toThrow('Consult somebody first');
    consult();
    expect(consult).toThrow('is being consulted');
    expect(() => does('complete-transfer')).toThrow('has answered');
    house.ready('cleo').call('b');
    const other = () =>
      house.do({ type: 'consult', agent: 'cleo', contact: 'b', with: { agent: 'bob' }, reservation: 'x' });
    house.accept('cleo');
    expect(other).toThrow('cannot be reached: the agent is reserved');
  });

  it('with a number outside is answered by the telephone system', () => {
    const { house, does, contact } = talking();
    house.do({ type: 'consult', agent: 'ada', contact: 'a', with: { number: '+4930' }, reservation: 'unused' });
    house.do({ type: 'consulted', contact: 'a', answered: true });
    does('complete-transfer');
    expect(contact().state).toBe('external');
  });
});

describe('a conference', () => {
  const joined = () => {
    const all = talking();
    all.consult();
    all.answer();
    all.does('join-conference');
    return all;
  };

  it('goes on with the others when the agent who called it leaves', () => {
    const { house, does, contact, agent } = joined();
    does('hang-up');
    expect(contact()).toMatchObject({ state: 'connected', agent: 'bob', conference: [] });
    house.hangUp('a').finish('ada', 'a').finish('bob', 'a');
    expect([house.outcome('a'), agent('bob').state]).toEqual(['handled', 'ready']);
  });

  it('goes on without who joined, and ends for all when the customer leaves', () => {
    const { house, contact, agent } = joined();
    house.do({ type: 'hang-up', agent: 'bob', contact: 'a' });
    expect(contact()).toMatchObject({ state: 'connected', agent: 'ada' });
    expect(agent('bob').state).toBe('wrap-up');
    const other = joined();
    other.house.hangUp('a');
    expect([other.agent('ada').state, other.agent('bob').state]).toEqual(['wrap-up', 'wrap-up']);
    other.house.finish('ada', 'a');
    expect(other.contact().state).toBe('wrap-up');
    other.house.finish('bob', 'a');
    expect(other.house.outcome('a')).toBe('handled');
  });
});
