import { describe, expect, it } from 'vitest';
import { centre, configuration } from '../../test/support/centre.js';
import { ContactCentreErrors } from '../errors.js';
import { apply } from '../state/apply.js';
import { agentView, contactView } from '../views.js';

const types = (events: readonly { type: string }[]) => events.map(({ type }) => type);

describe('execute', () => {
  it('leads a call from its arrival to its disposition', () => {
    const c = centre();
    c.ready('bob');
    expect(types(c.do(c.arrive('c1'), 10_000))).toEqual([
      'contact-arrived',
      'contact-queued',
      'offer-made',
      'agent-state-changed',
    ]);
    expect(agentView(c.state, c.state.agent('bob'))).toMatchObject({
      state: 'reserved',
      offer: { reservation: 'r1', deadline: 20_000, contact: { contact: 'c1', state: 'offered' } },
    });
    c.do({ type: 'accept', agent: 'bob', reservation: 'r1' }, 14_000);
    expect(contactView(c.state.contact('c1'))).toMatchObject({ state: 'connected', agent: 'bob', connectedAt: 14_000 });
    c.do({ type: 'hang-up', agent: 'bob', contact: 'c1' }, 60_000);
    expect(c.state.agent('bob').state).toBe('wrap-up');
    c.do({ type: 'finish-wrap-up', agent: 'bob', contact: 'c1', disposition: 'done', note: 'moved' }, 70_000);
    expect(c.state.agent('bob')).toMatchObject({ state: 'ready', idleSince: 70_000 });
    expect(contactView(c.state.contact('c1'))).toMatchObject({
      state: 'closed',
      outcome: 'handled',
      endedAt: 60_000,
      disposition: 'done',
      note: 'moved',
    });
  });

  it('offers the oldest contact to the agent who is idle longest, and says why', () => {
    const c = centre();
    c.ready('ada', 'bob');
    c.do({ type: 'log-in', agent: 'cleo' }, 3_000);
    const offer = c.do(c.arrive('c1', 'sales'), 5_000)[2];
    expect(offer).toMatchObject({
      agent: 'ada',
      reason: { candidates: [{ agent: 'ada', idleSince: 1_000 }], excluded: [{ agent: 'cleo', because: 'not-ready' }] },
    });
    expect(c.do(c.arrive('c2'), 6_000)[2]).toMatchObject({ agent: 'bob' });
    c.do(c.arrive('c3', 'sales'), 7_000);
    c.do(c.arrive('c4', 'service'), 8_000);
    c.do({ type: 'accept', agent: 'ada', reservation: 'r1' }, 9_000);
    c.do({ type: 'leave', contact: 'c1', by: 'customer' }, 9_000);
    const events = c.do({ type: 'finish-wrap-up', agent: 'ada', contact: 'c1', disposition: 'done', note: '' }, 9_500);
    expect(events.at(-2)).toMatchObject({ type: 'offer-made', agent: 'ada', contact: 'c3' });
  });

  it('takes an agent who does not answer out, and offers the contact to the next in its old place', () => {
    const c = centre();
    c.ready('ada', 'bob');
    c.do(c.arrive('c1'), 5_000);
    c.do(c.arrive('c2', 'sales'), 6_000);
    expect(c.do({ type: 'expire' }, 14_999)).toEqual([]);
    const events = c.do({ type: 'expire' }, 15_000);
    expect(events.slice(0, 3)).toMatchObject([
      { type: 'offer-timed-out', contact: 'c1', agent: 'ada' },
      { type: 'agent-state-changed', agent: 'ada', state: 'not-ready', reason: 'no-answer' },
      { type: 'offer-made', contact: 'c1', agent: 'bob' },
    ]);
    expect(() => c.do({ type: 'accept', agent: 'ada', reservation: 'r1' }, 15_001)).toThrow('not answered in time');
  });

  it('refuses an answer at the deadline even when nobody has noticed yet that it has passed', () => {
    const c = centre();
    c.ready('bob');
    c.do(c.arrive('c1'), 5_000);
    expect(() => c.do({ type: 'accept', agent: 'bob', reservation: 'r1' }, 15_000)).toThrow(
      ContactCentreErrors.ReservationOver,
    );
  });

  it('lets a token be used once, and only by the agent who was offered the contact', () => {
    const c = centre();
    c.ready('bob');
    c.do(c.arrive('c1'), 5_000);
    expect(() => c.do({ type: 'accept', agent: 'ada', reservation: 'r1' }, 6_000)).toThrow('no offer to this agent');
    c.do({ type: 'accept', agent: 'bob', reservation: 'r1' }, 6_000);
    expect(() => c.do({ type: 'accept', agent: 'bob', reservation: 'r1' }, 6_001)).toThrow('accepted already');
  });

  it('gives the agent the old place among the idle when the customer leaves during the offer', () => {
    const c = centre();
    c.ready('ada', 'bob');
    c.do(c.arrive('c1'), 5_000);
    expect(types(c.do({ type: 'leave', contact: 'c1', by: 'customer' }, 6_000))).toEqual([
      'offer-withdrawn',
      'agent-state-changed',
      'contact-abandoned',
      'contact-closed',
    ]);
    expect(c.do(c.arrive('c2'), 7_000)[2]).toMatchObject({ agent: 'ada' });
  });

  it('pulls the oldest waiting contact for whoever becomes ready', () => {
    const c = centre();
    c.do(c.arrive('c1', 'sales'), 1_000);
    c.do(c.arrive('c2'), 2_000);
    c.ready('bob');
    expect(c.state.agent('bob').state).toBe('reserved');
    expect(c.state.contact('c2').state).toBe('offered');
  });

  it('rings nobody while all are paused, and only who is not', () => {
    const c = centre();
    c.ready('ada', 'bob');
    c.do({ type: 'set-not-ready', agent: 'ada', reason: 'lunch' }, 5_000);
    c.do({ type: 'set-not-ready', agent: 'bob', reason: 'lunch' }, 5_000);
    expect(types(c.do(c.arrive('c1'), 6_000))).toEqual(['contact-arrived', 'contact-queued']);
    const offer = c.do({ type: 'set-ready', agent: 'bob' }, 7_000)[1];
    expect(offer).toMatchObject({
      agent: 'bob',
      reason: { excluded: [{ agent: 'ada', because: 'not-ready (lunch)' }] },
    });
  });

  it('takes agents in turn: who has just handled a contact is asked last', () => {
    const c = centre();
    c.ready('ada', 'bob');
    const asked = [1, 2, 3, 4].map((call) => {
      const now = call * 100_000;
      const offer = c.do(c.arrive(`c${call}`), now)[2] as { agent: string; reservation: string };
      const { agent, reservation } = offer;
      c.do({ type: 'accept', agent, reservation }, now + 1_000);
      c.do({ type: 'hang-up', agent, contact: `c${call}` }, now + 2_000);
      c.do({ type: 'finish-wrap-up', agent, contact: `c${call}`, disposition: 'done', note: '' }, now + 3_000);
      return agent;
    });
    expect(asked).toEqual(['ada', 'bob', 'ada', 'bob']);
  });

  it('reports a contact once, however often its gateway does', () => {
    const c = centre();
    c.do(c.arrive('c1'), 1_000);
    expect(c.do({ ...c.arrive('other'), externalId: 'c1' } as never, 2_000)).toEqual([]);
  });

  it('says which state an agent is in and which is needed', () => {
    const c = centre();
    c.ready('bob');
    c.do(c.arrive('c1'), 5_000);
    c.do({ type: 'accept', agent: 'bob', reservation: 'r1' }, 6_000);
    expect(() => c.do({ type: 'log-out', agent: 'bob' }, 7_000)).toThrow(
      'Agent "bob" is busy; logging out is possible only when the agent is ready or reserved or not-ready.',
    );
    expect(() => c.do({ type: 'set-not-ready', agent: 'bob', reason: 'tea' }, 7_000)).toThrow('Use one of: lunch');
    expect(() => c.do({ type: 'hang-up', agent: 'bob', contact: 'c9' }, 7_000)).toThrow('but "c1"');
    expect(() => c.do({ type: 'log-in', agent: 'zoe' }, 7_000)).toThrow('ada, bob, cleo');
    expect(() => c.do(c.arrive('c2', 'complaints'), 7_000)).toThrow('service, sales');
    c.do({ type: 'hang-up', agent: 'bob', contact: 'c1' }, 8_000);
    expect(() =>
      c.do({ type: 'finish-wrap-up', agent: 'bob', contact: 'c1', disposition: 'sold', note: '' }, 9_000),
    ).toThrow('no disposition "sold"');
  });

  describe('when an agent wants a break during a contact', () => {
    const busy = () => {
      const c = centre();
      c.ready('bob');
      c.do(c.arrive('c1'), 5_000);
      c.do(c.arrive('c2'), 5_000);
      c.do({ type: 'accept', agent: 'bob', reservation: 'r1' }, 6_000);
      return c;
    };
    const finish = { type: 'finish-wrap-up', agent: 'bob', contact: 'c1', disposition: 'done', note: '' } as const;

    it('notes it, and lets it begin when the wrap-up ends, before the next contact rings', () => {
      const c = busy();
      expect(c.do({ type: 'set-not-ready', agent: 'bob', reason: 'lunch' }, 7_000)).toMatchObject([
        { type: 'break-requested', agent: 'bob', reason: 'lunch', contact: 'c1' },
      ]);
      expect(c.do({ type: 'set-not-ready', agent: 'bob', reason: 'lunch' }, 7_000)).toEqual([]);
      expect(agentView(c.state, c.state.agent('bob'))).toMatchObject({ state: 'busy', next: { reason: 'lunch' } });
      c.do({ type: 'hang-up', agent: 'bob', contact: 'c1' }, 8_000);
      expect(agentView(c.state, c.state.agent('bob'))).toMatchObject({ state: 'wrap-up', next: { reason: 'lunch' } });
      expect(types(c.do(finish, 9_000))).toEqual(['wrap-up-ended', 'contact-closed', 'agent-state-changed']);
      const view = agentView(c.state, c.state.agent('bob'));
      expect(view).toMatchObject({ state: 'not-ready', reason: 'lunch', since: 9_000 });
      expect(view).not.toHaveProperty('next');
      expect(c.do({ type: 'set-ready', agent: 'bob' }, 10_000)[1]).toMatchObject({ type: 'offer-made', contact: 'c2' });
    });

    it('forgets it when the agent is ready after all; being so already is no mistake', () => {
      const c = busy();
      c.do({ type: 'hang-up', agent: 'bob', contact: 'c1' }, 7_000);
      c.do({ type: 'set-not-ready', agent: 'bob', reason: 'lunch' }, 8_000);
      expect(c.do({ type: 'set-ready', agent: 'bob' }, 8_500)).toMatchObject([
        { type: 'break-withdrawn', agent: 'bob', contact: 'c1' },
      ]);
      expect(c.do({ type: 'set-ready', agent: 'bob' }, 8_500)).toEqual([]);
      c.do(finish, 9_000);
      expect(c.state.agent('bob')).toMatchObject({ state: 'reserved', reservation: 'r2' });
    });

    it('refuses a reason that is none, and a break while a contact rings', () => {
      const c = busy();
      expect(() => c.do({ type: 'set-not-ready', agent: 'bob', reason: 'tea' }, 7_000)).toThrow('Use one of: lunch');
      c.ready('ada');
      expect(c.state.agent('ada').reservation).toBe('r2');
      expect(() => c.do({ type: 'set-not-ready', agent: 'ada', reason: 'lunch' }, 7_000)).toThrow('"ada" is reserved');
    });
  });

  it('withdraws the offer when an agent logs out during it', () => {
    const c = centre();
    c.ready('bob');
    c.do(c.arrive('c1'), 5_000);
    expect(types(c.do({ type: 'log-out', agent: 'bob' }, 6_000))).toEqual(['offer-withdrawn', 'agent-logged-out']);
    expect(c.state.contact('c1').state).toBe('waiting');
  });

  it('keeps the log in the order of time when a clock goes back', () => {
    const c = centre();
    c.do(c.arrive('c1'), 5_000);
    expect(c.do(c.arrive('c2'), 4_000)[0]?.at).toBe(5_000);
  });

  it('closes self-service contacts, and no others that way', () => {
    const c = centre();
    c.do(c.visit('w1'), 1_000);
    expect(c.state.contact('w1').state).toBe('self-service');
    c.do({ type: 'close-self-service', contact: 'w1' }, 2_000);
    expect(c.do({ type: 'close-self-service', contact: 'w1' }, 3_000)).toEqual([]);
    c.do(c.arrive('c1'), 4_000);
    expect(() => c.do({ type: 'close-self-service', contact: 'c1' }, 5_000)).toThrow('is waiting');
  });

  it('hands a self-service contact over to a queue, where it waits from then on like any other', () => {
    const c = centre();
    c.do(c.visit('w1'), 1_000);
    c.do(c.arrive('c1'), 2_000);
    expect(types(c.do({ type: 'hand-over', contact: 'w1', queue: 'service' }, 3_000))).toEqual(['contact-queued']);
    expect(c.do({ type: 'hand-over', contact: 'w1', queue: 'service' }, 3_000)).toEqual([]);
    expect(() => c.do({ type: 'hand-over', contact: 'w1', queue: 'sales' }, 3_000)).toThrow('is waiting');
    expect(() => c.do({ type: 'close-self-service', contact: 'w1' }, 3_000)).toThrow(
      'closing it as self-served is possible only while the customer serves himself',
    );
    c.ready('ada', 'bob');
    expect(c.state.agent('ada').reservation).toBe('r1');
    c.do({ type: 'accept', agent: 'bob', reservation: 'r2' }, 6_000);
    expect(contactView(c.state.contact('w1'))).toMatchObject({ state: 'connected', channel: 'web', agent: 'bob' });
    c.do({ type: 'hang-up', agent: 'bob', contact: 'w1' }, 7_000);
    c.do({ type: 'finish-wrap-up', agent: 'bob', contact: 'w1', disposition: 'done', note: '' }, 8_000);
    expect(c.state.contact('w1')).toMatchObject({ state: 'closed', outcome: 'handled' });
  });

  it('hands nothing over to a queue that is none, and nothing that is over', () => {
    const c = centre();
    c.do(c.visit('w1'), 1_000);
    expect(() => c.do({ type: 'hand-over', contact: 'w1', queue: 'complaints' }, 2_000)).toThrow('service, sales');
    c.do({ type: 'close-self-service', contact: 'w1' }, 2_000);
    expect(() => c.do({ type: 'hand-over', contact: 'w1', queue: 'sales' }, 3_000)).toThrow('handing it over');
  });

  it('ends the shift of agents that are configured no more, and gives their offers back', () => {
    const c = centre();
    c.ready('bob');
    const log = [
      ...c.do({ type: 'log-out', agent: 'bob' }, 4_000),
      ...c.do({ type: 'log-in', agent: 'bob' }, 4_000),
      ...c.do({ type: 'set-ready', agent: 'bob' }, 4_000),
      ...c.do(c.arrive('c1'), 5_000),
    ];
    const later = centre({ ...configuration, agents: [] });
    log.forEach((event, index) => {
      apply(later.state, { ...event, number: index + 1 });
    });
    expect(types(later.do({ type: 'retire' }, 6_000))).toEqual(['offer-withdrawn', 'agent-logged-out']);
    expect(later.state.contact('c1').state).toBe('waiting');
  });
});
