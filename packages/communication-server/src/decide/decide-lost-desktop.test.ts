import { describe, expect, it } from 'vitest';
import { House } from '../../test/support/house.js';

const capacity = { chat: 2, mail: 2 };
const chatting = () =>
  new House({ queues: [{ id: 'q', channel: 'chat' }], agents: [{ id: 'ann', capacity }, { id: 'ben' }] });
const chat = (house: House, contact: string) => house.call(contact, 'q', {}, contact, 'chat');
const lose = (house: House, agent = 'ann') => house.do({ type: 'lose-connection', agent });

describe('an agent whose desktop is gone', () => {
  it('keeps a call, which goes on at the telephone', () => {
    const house = new House({ agents: [{ id: 'ann' }] }).ready('ann').call('c').accept('ann');
    expect(lose(house)).toEqual([]);
    expect(house.state.contact('c')).toMatchObject({ state: 'connected', agent: 'ann' });
  });

  it('keeps a mail, which can wait', () => {
    const queues = [{ id: 'q', channel: 'mail' as const }];
    const house = new House({ queues, agents: [{ id: 'ann' }] })
      .ready('ann')
      .call('m', 'q', {}, 'm', 'mail')
      .accept('ann');
    expect(lose(house)).toEqual([]);
  });

  it('gives each chat back to the head of its queue, before those who wait, and gets nothing new', () => {
    const house = chatting().ready('ann');
    chat(house, 'c1').accept('ann');
    chat(house, 'c2').accept('ann');
    chat(house, 'c3');
    lose(house);
    lose(house);
    expect(lose(house)).toEqual([]);
    expect(new Set(house.waiting().slice(0, 2))).toEqual(new Set(['c1', 'c2']));
    expect(house.waiting()[2]).toBe('c3');
    expect(house.all('contact-transferred').map(({ contact, kind, to }) => [contact, kind, to])).toEqual([
      ['c1', 'blind', { queue: 'q' }],
      ['c2', 'blind', { queue: 'q' }],
    ]);
    expect(house.state.agent('ann')).toMatchObject({ state: 'wrap-up', next: 'connection-lost' });
    house.finish('ann', 'c1').finish('ann', 'c2');
    expect(house.state.agent('ann')).toMatchObject({ state: 'not-ready', reason: 'connection-lost' });
    expect(house.rung).toEqual({});
  });

  it('leaves a chat to the colleague who takes part in it', () => {
    const house = chatting().ready('ann');
    chat(house, 'c').accept('ann');
    house.ready('ben');
    house.do({ type: 'consult', agent: 'ann', contact: 'c', with: { agent: 'ben' }, reservation: 'asked' });
    house.do({ type: 'accept', agent: 'ben', reservation: 'asked' });
    house.do({ type: 'join-conference', agent: 'ann', contact: 'c' });
    lose(house);
    expect(house.state.contact('c')).toMatchObject({ state: 'connected', agent: 'ben' });
  });

  it('becomes not ready when idle', () => {
    const house = chatting().ready('ann');
    lose(house);
    expect(house.state.agent('ann')).toMatchObject({ state: 'not-ready', reason: 'connection-lost' });
  });
});
