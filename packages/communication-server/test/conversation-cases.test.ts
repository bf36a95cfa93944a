import { describe, expect, it } from 'vitest';
import { House } from './support/house.js';

const three = [{ id: 'ada' }, { id: 'bob' }, { id: 'cleo' }];

/** Ada talks to a customer, Bob is free. */
function talking() {
  const house = new House({ queues: [{ id: 'q' }, { id: 'sales' }], agents: three })
    .ready('ada', 'bob')
    .call('a')
    .accept('ada');
  const does = (
    type: 'hold' | 'retrieve' | 'cancel-consultation' | 'complete-transfer' | 'join-conference' | 'hang-up',
  ) => house.do({ type, agent: 'ada', contact: 'a' });
  const consult = () =>
    house.do({ type: 'consult', agent: 'ada', contact: 'a', with: { agent: 'bob' }, reservation: 'ask' });
  const answer = () => house.do({ type: 'accept', agent: 'bob', reservation: 'ask' });
  return {
    house,
    does,
    consult,
    answer,
    agent: (id: string) => house.state.agent(id),
    contact: () => house.state.contact('a'),
  };
}

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

  it('to a number leaves the company; the contact ends when the customer leaves', () => {
    const { house, contact } = talking();
    house.do({ type: 'transfer', agent: 'ada', contact: 'a', to: { number: '+4930' } });
    expect(contact().state).toBe('external');
    house.finish('ada', 'a').hangUp('a');
    expect(house.outcome('a')).toBe('transferred');
  });

  it('is refused to who is not there, to oneself, and to who does not serve the queue', () => {
    const { house } = talking();
    const to = (agent: string) => () => house.do({ type: 'transfer', agent: 'ada', contact: 'a', to: { agent } });
    expect(to('cleo')).toThrow('cannot be reached: the agent is offline');
    expect(to('ada')).toThrow('cannot be reached');
    expect(to('gone')).toThrow('There is no agent "gone"');
    expect(house.state.contact('a').state).toBe('connected');
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

  it('records once, pauses while card data are spoken, and stops with the conversation', () => {
    const { house, contact } = talking();
    house.do({ type: 'record', contact: 'a', recording: 'r1' });
    expect(house.do({ type: 'record', contact: 'a', recording: 'r2' })).toEqual([]);
    house.do({ type: 'pause-recording', contact: 'a' });
    expect(contact().recording).toEqual({ id: 'r1', paused: true });
    house.do({ type: 'resume-recording', contact: 'a' });
    house.hangUp('a');
    expect(house.log.flatMap(({ type }) => (type.startsWith('recording') ? [type] : []))).toEqual([
      'recording-started',
      'recording-paused',
      'recording-resumed',
      'recording-stopped',
    ]);
  });
});

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

describe('a callback', () => {
  const requested = () => {
    const house = new House({ agents: three, queues: [{ id: 'q', callback: { retryAfter: 60 } }] })
      .call('a')
      .at(1)
      .call('b')
      .at(2)
      .call('c');
    house.do({ type: 'request-callback', contact: 'b', phone: '+4930' });
    return house.hangUp('b');
  };

  it('keeps its place, before those who came later and behind those who came before', () => {
    const house = requested();
    expect(house.waiting()).toEqual(['a', 'b', 'c']);
    house.ready('ada', 'bob', 'cleo');
    expect(house.offers).toEqual(['a>ada', 'b>bob', 'c>cleo']);
  });

  it('is called three times at most: the first time and two retries, each in the old place', () => {
    const house = requested().ready('ada').serve('ada', 'a');
    for (let call = 1; call <= 3; call += 1) {
      expect(house.rung).toEqual({ b: ['ada'] });
      house.accept('ada').do({ type: 'called-back', contact: 'b', answered: false });
      if (call === 1) house.accept('ada').do({ type: 'hang-up', agent: 'ada', contact: 'c' });
      if (call === 1) house.finish('ada', 'c');
      house.at(12 + call * 65);
    }
    expect(house.all('callback-attempted').map(({ answered, retryAt }) => [answered, retryAt !== undefined])).toEqual([
      [false, true],
      [false, true],
      [false, false],
    ]);
    expect(house.outcome('b')).toBe('not-reached');
    expect(house.state.agent('ada').state).toBe('ready');
  });

  it('that reaches the customer is a conversation like any other', () => {
    const house = requested().ready('ada').serve('ada', 'a').accept('ada');
    house.do({ type: 'called-back', contact: 'b', answered: true });
    house.hangUp('b').finish('ada', 'b');
    expect(house.outcome('b')).toBe('handled');
  });
});
