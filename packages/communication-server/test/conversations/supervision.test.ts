import { describe, expect, it } from 'vitest';
import { ContactCentreEvent } from '../../src/contract.js';
import { House } from '../support/house.js';
import { talking, three } from '../support/talking.js';

/** Ada answers a chat. */
function chatting(): House {
  const house = new House({ queues: [{ id: 'q', channel: 'chat' }], agents: three }).ready('ada');
  house.call('a', 'q', {}, 'a', 'chat').accept('ada');
  return house;
}

describe('supervision and recording', () => {
  it('listens, whispers and barges in, and ends with the conversation', () => {
    const { house } = talking();
    for (const mode of ['listen', 'whisper', 'barge'] as const)
      house.do({ type: 'supervise', supervisor: 'cleo', contact: 'a', mode });
    expect(house.all('supervision-started').map(({ mode }) => mode)).toEqual(['listen', 'whisper', 'barge']);
    house.hangUp('a');
    expect(house.all('supervision-ended')).toMatchObject([{ supervisor: 'cleo' }]);
    expect(() => house.do({ type: 'supervise', supervisor: 'cleo', contact: 'a', mode: 'listen' })).toThrow(
      'only while it is connected',
    );
  });

  it('is for agents who do not take part, whose telephones are known', () => {
    const { house, consult, answer } = talking();
    const listens = (supervisor: string) => () =>
      house.do({ type: 'supervise', supervisor, contact: 'a', mode: 'listen' });
    expect(listens('eve')).toThrow('The agents of this contact centre are: ada, bob, cleo.');
    expect(listens('ada')).toThrow('takes part in the conversation');
    consult();
    answer();
    expect(listens('bob')).toThrow('takes part in the conversation');
    expect(house.all('supervision-started')).toEqual([]);
  });

  it('is of one conversation at a time, until that is left or over', () => {
    const house = new House({ queues: [{ id: 'q' }], agents: three }).ready('ada', 'bob');
    house.call('a').accept('ada').call('b').accept('bob');
    const listen = (contact: string) => house.do({ type: 'supervise', supervisor: 'cleo', contact, mode: 'listen' });
    listen('a');
    expect(() => listen('b')).toThrow(
      'Agent "cleo" supervises the contact "a", and nobody can be in two conversations at once.',
    );
    house.do({ type: 'end-supervision', supervisor: 'cleo', contact: 'a' });
    listen('b');
    house.hangUp('b');
    listen('a');
    expect(house.state.agent('cleo').supervises).toBe('a');
  });

  it('is for who gets no contacts, and lets nobody get any meanwhile', () => {
    const { house } = talking();
    const listen = (supervisor: string) => house.do({ type: 'supervise', supervisor, contact: 'a', mode: 'listen' });
    expect(() => listen('bob')).toThrow(
      'Agent "bob" is ready; supervising is possible only when the agent is offline or not-ready.',
    );
    listen('cleo');
    house.do({ type: 'log-in', agent: 'cleo' });
    expect(() => house.do({ type: 'set-ready', agent: 'cleo' })).toThrow('Agent "cleo" supervises the contact "a"');
    house.do({ type: 'end-supervision', supervisor: 'cleo', contact: 'a' });
    house.do({ type: 'set-ready', agent: 'cleo' });
    expect(house.state.agent('cleo').state).toBe('ready');
  });

  it('rings nobody who has no telephone', () => {
    const house = new House({ queues: [{ id: 'q' }], agents: [{ id: 'ada' }, { id: 'cleo' }] }).ready('ada').call('a');
    house.accept('ada');
    expect(() => house.do({ type: 'supervise', supervisor: 'cleo', contact: 'a', mode: 'listen' })).toThrow(
      'Agent "cleo" has no telephone that could ring. Give the agent a `phone` in the configuration',
    );
    expect(house.all('supervision-started')).toEqual([]);
  });

  it('is for conversations by telephone', () => {
    const house = chatting();
    expect(() => house.do({ type: 'supervise', supervisor: 'cleo', contact: 'a', mode: 'listen' })).toThrow(
      'comes by chat; only who talks by telephone can be listened to',
    );
  });

  it('records once, pauses while card data are spoken, and stops with the conversation', () => {
    const { house, contact } = talking();
    house.do({ type: 'record', contact: 'a', recording: 'r1', consent: 'customer', by: 'ada' });
    expect(house.do({ type: 'record', contact: 'a', recording: 'r2', consent: 'customer', by: 'ada' })).toEqual([]);
    house.do({ type: 'pause-recording', contact: 'a', by: 'ada' });
    expect(contact().recording).toMatchObject({ id: 'r1', paused: ['by-hand'], consent: 'customer' });
    house.do({ type: 'resume-recording', contact: 'a', by: 'ada' });
    expect(contact().recording).toMatchObject({ id: 'r1', paused: [], consent: 'customer' });
    house.hangUp('a');
    expect(house.log.flatMap(({ type }) => (type.startsWith('recording') ? [type] : []))).toEqual([
      'recording-started',
      'recording-paused',
      'recording-resumed',
      'recording-stopped',
    ]);
  });

  it('records nobody who has not agreed, and asks anew in another conversation', () => {
    const { house } = talking();
    const record = () => house.do({ type: 'record', contact: 'a', recording: 'r1', by: 'ada' });
    expect(record).toThrow('The contact "a" may not be recorded unless the customer agrees.');
    house.do({ type: 'record', contact: 'a', recording: 'r1', consent: 'customer', by: 'ada' });
    house.do({ type: 'transfer', agent: 'ada', contact: 'a', to: { queue: 'sales' } });
    house.accept('bob');
    expect(house.all('recording-stopped')).toHaveLength(1);
    expect(record).toThrow('may not be recorded unless the customer agrees');
  });

  it('records without asking where the queue says why it may, and keeps that with the recording', () => {
    for (const recording of ['announced', 'not-needed'] as const) {
      const house = new House({ queues: [{ id: 'q', recording }], agents: three }).ready('ada').call('a').accept('ada');
      house.do({ type: 'record', contact: 'a', recording: 'r1', by: 'ada' });
      expect(house.all('recording-started')).toMatchObject([{ recording: 'r1', consent: recording }]);
    }
  });

  it('keeps that the customer has agreed, also where nobody has to be asked', () => {
    const queues = [{ id: 'q', recording: 'announced' as const }];
    const house = new House({ queues, agents: three }).ready('ada').call('a').accept('ada');
    house.do({ type: 'record', contact: 'a', recording: 'r1', consent: 'customer', by: 'ada' });
    expect(house.all('recording-started')).toMatchObject([{ consent: 'customer' }]);
  });

  it('records only who speaks', () => {
    const house = chatting();
    expect(() => house.do({ type: 'record', contact: 'a', recording: 'r1', consent: 'customer', by: 'ada' })).toThrow(
      'comes by chat; only who talks by telephone can be listened to or recorded',
    );
  });

  it('understands a recording of before anybody was asked whether it may be', () => {
    const old = { type: 'recording-started', contact: 'a', recording: 'r1', number: 1, at: 0 };
    expect(ContactCentreEvent.parse(old)).toMatchObject({ recording: 'r1' });
  });
});
