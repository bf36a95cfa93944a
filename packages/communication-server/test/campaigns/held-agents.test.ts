import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Command } from '../../src/decide/command.js';
import { CampaignHouse, rows, spring } from '../support/campaign-house.js';

describe('an agent for whom a line rings', () => {
  const ringing = () => {
    const house = new CampaignHouse().load(rows(5)).begin().ready('ada');
    const [attempt = ''] = house.dial();
    return { house, attempt };
  };
  const want = (house: CampaignHouse, type: 'set-ready' | 'set-not-ready') =>
    house.do(type === 'set-ready' ? { type, agent: 'ada' } : { type, agent: 'ada', reason: 'lunch' });

  it('gets no caller, and is connected to whoever picks up', () => {
    const { house, attempt } = ringing();
    house.call('inbound', 'q');
    expect(house.rung).toEqual({});
    const contact = house.picksUp(attempt);
    expect(house.state.contact(contact)).toMatchObject({ state: 'connected', agent: 'ada' });
    expect(house.state.contact('inbound').state).toBe('waiting');
  });

  it('gets the caller who waits when nobody picks up', () => {
    const { house, attempt } = ringing();
    house.call('inbound', 'q').ends(attempt, 'no-answer');
    expect(house.rung).toEqual({ inbound: ['ada'] });
  });

  it('is not asked about the contact of another agent', () => {
    const { house } = ringing();
    house.ready('bob').call('inbound', 'q').accept('bob');
    const asked = {
      type: 'consult',
      agent: 'bob',
      contact: 'inbound',
      with: { agent: 'ada' },
      reservation: 'r',
    } as const;
    expect(() => house.do(asked)).toThrow('about to be connected by a campaign');
  });

  it('takes the break that is wanted meanwhile when nobody picks up, and after the contact when somebody does', () => {
    const { house, attempt } = ringing();
    want(house, 'set-not-ready');
    expect(house.state.agent('ada')).toMatchObject({ state: 'ready', next: 'lunch' });
    house.ends(attempt, 'busy');
    expect(house.state.agent('ada')).toMatchObject({ state: 'not-ready', reason: 'lunch', next: undefined });
    const other = ringing();
    want(other.house, 'set-not-ready');
    const contact = other.house.picksUp(other.attempt);
    expect(other.house.state.contact(contact)).toMatchObject({ state: 'connected', agent: 'ada' });
    other.house.hangUp(contact).finish('ada', contact, 'refused');
    expect(other.house.state.agent('ada')).toMatchObject({ state: 'not-ready', reason: 'lunch' });
  });

  it('may take the wish for a break back', () => {
    const { house, attempt } = ringing();
    want(house, 'set-not-ready');
    want(house, 'set-ready');
    house.ends(attempt, 'busy');
    expect(house.state.agent('ada').state).toBe('ready');
  });

  it('may leave; who picks up then is connected to another one', () => {
    const { house, attempt } = ringing();
    house.do({ type: 'log-out', agent: 'ada' });
    house.ready('bob');
    const contact = house.picksUp(attempt);
    expect(house.state.contact(contact)).toMatchObject({ state: 'connected', agent: 'bob' });
    house.ready('ada').call('inbound', 'q');
    expect(house.rung).toEqual({ inbound: ['ada'] });
  });
});

const AGENTS = ['ada', 'bob', 'cleo'];

const step = fc.record({
  kind: fc.constantFrom(
    ...(['dial', 'dial', 'plan', 'arrive', 'arrive', 'accept', 'hang-up', 'finish', 'log-in', 'log-out'] as const),
    ...(['set-ready', 'set-ready', 'set-not-ready', 'lose', 'answered', 'failed', 'dial-preview', 'skip'] as const),
  ),
  agent: fc.constantFrom(...AGENTS),
  pick: fc.nat(20),
  seconds: fc.integer({ min: 0, max: 3 }),
});

describe('whatever happens', () => {
  it('who is called for by a campaign is called for once, and is offered nothing else meanwhile', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 30, maxLength: 100 }), (steps) => {
        const house = new CampaignHouse({}, AGENTS, [{ ...spring, id: 'looked-at', mode: 'preview' }])
          .load(rows(80))
          .begin();
        const others = rows(80).map(({ id }, index) => ({ id, numbers: [`030 30${1_000 + index}`] }));
        house.do({ type: 'load-records', campaign: 'looked-at', list: 'l', rows: others });
        house.do({ type: 'start-campaign', campaign: 'looked-at' });
        let seconds = 0;
        for (const [index, { kind, agent, pick, seconds: passed }] of steps.entries()) {
          seconds += passed;
          house.at(seconds);
          const held = new Set(
            AGENTS.filter((id) => house.state.agent(id).dialling !== undefined && kindKeepsHeld(kind)),
          );
          const events = attempt(house, commandOf(house, kind, agent, pick, index));
          for (const event of events)
            if (event.type === 'offer-made') expect(held.has(event.agent) ? event : undefined).toBeUndefined();
          const lines = [...house.state.campaigns].flatMap(({ attempts }) => [...attempts.values()]);
          for (const id of AGENTS) {
            const own = lines.filter((line) => line.agent === id && line.state !== 'answered');
            expect(own.length).toBeLessThanOrEqual(1);
            expect(house.state.agent(id).dialling).toBe(own.find(({ state }) => state === 'dialled')?.id);
          }
        }
      }),
      { numRuns: 200 },
    );
  });
});

type Kind = typeof step extends fc.Arbitrary<{ kind: infer Value }> ? Value : never;

/** Whoever is called for is free again when the call ends. */
function kindKeepsHeld(kind: Kind): boolean {
  return kind !== 'answered' && kind !== 'failed';
}

function commandOf(house: CampaignHouse, kind: Kind, agent: string, pick: number, index: number): Command {
  const { state } = house;
  const lines = [...state.campaigns].flatMap(({ attempts }) => [...attempts.keys()]);
  const line = lines[pick % Math.max(1, lines.length)] ?? 'none';
  const [contact = 'none'] = [...state.agent(agent).contacts, ...state.agent(agent).wrapUps];
  const shown = state.campaigns.attemptOf(agent)?.attempt.id ?? 'none';
  const commands: Record<Kind, Command> = {
    dial: { type: 'dial-campaign', campaign: 'spring', run: `run${index}` },
    plan: { type: 'dial-campaign', campaign: 'looked-at', run: `look${index}` },
    arrive: {
      ...{ type: 'arrive', contact: `c${index}`, channel: 'voice', gateway: 'test', externalId: `c${index}` },
      ...{ from: 'x', to: 'us', queue: 'q', attributes: {} },
    },
    accept: { type: 'accept', agent, reservation: state.agent(agent).reservation ?? 'none' },
    'hang-up': { type: 'hang-up', agent, contact },
    finish: { type: 'finish-wrap-up', agent, contact, disposition: 'refused', note: '' },
    'log-in': { type: 'log-in', agent },
    'log-out': { type: 'log-out', agent },
    'set-ready': { type: 'set-ready', agent },
    'set-not-ready': { type: 'set-not-ready', agent, reason: 'lunch' },
    lose: { type: 'lose-connection', agent },
    answered: {
      type: 'attempt-answered',
      attempt: line,
      contact: `a${index}`,
      externalId: `a${index}`,
      attributes: {},
    },
    failed: { type: 'attempt-failed', attempt: line, outcome: 'busy', reason: 'test' },
    'dial-preview': { type: 'dial-preview', agent, attempt: shown },
    skip: { type: 'skip-preview', agent, attempt: shown },
  };
  return commands[kind];
}

function attempt(house: CampaignHouse, command: Command) {
  try {
    return house.do(command);
  } catch (thrown) {
    if (!(thrown instanceof Error) || !/CRS-COM/.test(String(Reflect.get(thrown, 'code')))) throw thrown;
    return [];
  }
}
