import { ContactCentre } from '@caruso/communication-server/contract';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Desk } from './company.js';
import { type SupervisedCompany, startSupervisedCompany } from './supervised-company.js';

describe('a supervisor', () => {
  let company: SupervisedCompany;
  let sam: Desk;
  /** The conversation of the first agent. */
  let talk: string;

  beforeAll(async () => {
    company = await startSupervisedCompany();
    sam = await new Desk(company.url).open('sam');
  });
  afterAll(() => company.running.stop());

  const centre = () => company.running.get(ContactCentre);
  const finish = async (agent: string) => {
    for (const { contact, state } of (await centre().agent({ agent })).contacts) {
      if (state === 'connected') await centre().hangUp({ agent, contact });
      await centre().finishWrapUp({ agent, contact, disposition: 'done' });
    }
    await centre().logOut({ agent });
  };
  beforeEach(async () => {
    talk = await company.answer('agent1', '0221 470801');
  });
  afterEach(async () => {
    for (const agent of ['agent1', 'agent2']) await finish(agent);
  });
  const supervise = (how: string, contact = talk, desk = sam) => desk.post(`/api/monitor/contacts/${contact}/${how}`);
  const refused = (code: string, message: string) => ({
    status: 409,
    body: { error: { code, message: expect.stringContaining(message) } },
  });

  it('listens to a conversation, whispers to its agent, takes part in it, and leaves it', async () => {
    for (const mode of ['listen', 'whisper', 'barge'])
      expect(await supervise(mode)).toMatchObject({
        ...{ status: 200, body: { contact: talk, supervisors: [{ supervisor: 'desk', mode }] } },
      });
    const left = await supervise('stop');
    expect(left).toMatchObject({ status: 200, body: { contact: talk, state: 'connected' } });
    expect(left.body).not.toHaveProperty('supervisors');
    const events = (await centre().events({})).filter(({ type }) => type.startsWith('supervision-'));
    expect(events.slice(-4)).toMatchObject([
      ...['listen', 'whisper', 'barge'].map((mode) => ({ type: 'supervision-started', supervisor: 'desk', mode })),
      { type: 'supervision-ended', supervisor: 'desk' },
    ]);
    expect(events.some((event) => 'by' in event)).toBe(false);
  });

  it('sees on the monitor who talks to whom, and who hears it', async () => {
    await supervise('listen');
    for await (const { value } of sam.watch('/api/monitor/stream')) {
      const [agent] = value.agents as readonly object[];
      expect(agent).toMatchObject({
        ...{ agent: 'agent1', state: 'busy' },
        talks: [
          {
            ...{ contact: talk, channel: 'voice', from: '0221 470801' },
            supervisors: [{ supervisor: 'desk', name: 'Sam Tal', mode: 'listen' }],
          },
        ],
      });
      break;
    }
  });

  it('hears one conversation only, until that is left', async () => {
    const other = await company.answer('agent2', '0221 470802');
    await supervise('listen');
    expect(await supervise('barge', other)).toMatchObject(
      refused('CRS-COM-102', `Agent "desk" supervises the contact "${talk}", and nobody can be in two conversations`),
    );
    await supervise('stop');
    expect(await supervise('barge', other)).toMatchObject({ status: 200, body: { contact: other } });
  });

  it('without a telephone is told what to configure, and nothing rings', async () => {
    const [bare, mute] = [await new Desk(company.url).open('bare'), await new Desk(company.url).open('mute')];
    for (const how of ['listen', 'stop'])
      expect(await supervise(how, talk, bare)).toMatchObject(
        refused('CRS-FRO-030', 'frontOffice({ users: [{ login: "bare", role: "supervisor", agent: "…" }] })'),
      );
    expect(await supervise('listen', talk, mute)).toMatchObject(
      refused('CRS-COM-103', 'Agent "mute" has no telephone that could ring. Give the agent a `phone`'),
    );
    const [contact] = await centre().contacts({ contact: talk });
    expect(contact).not.toHaveProperty('supervisors');
  });

  it('hears nobody who has hung up, and nothing that there is not', async () => {
    await centre().hangUp({ agent: 'agent1', contact: talk });
    expect(await supervise('listen')).toMatchObject(refused('CRS-COM-017', 'only while it is connected'));
    expect((await supervise('listen', 'nothing')).status).toBe(404);
  });

  it('sends an agent into a break, takes it back, and makes him ready; the log keeps who it was', async () => {
    const change = (to: string, body?: object) => sam.post(`/api/monitor/agents/agent1/${to}`, body);
    const wish = await change('not-ready', { reason: 'break' });
    expect(wish).toMatchObject({ status: 200, body: { state: 'busy', next: { reason: 'break' } } });
    expect((await change('ready')).body).not.toHaveProperty('next');
    await finish('agent1');
    await centre().logIn({ agent: 'agent1' });
    expect(await change('ready')).toMatchObject({ status: 200, body: { state: 'ready', by: 'desk' } });
    expect(await change('not-ready', { reason: 'break' })).toMatchObject({
      ...{ status: 200, body: { state: 'not-ready', reason: 'break', by: 'desk' } },
    });
    const forced = (await centre().events({})).flatMap((event) =>
      'by' in event && event.by === 'desk' ? [event.type] : [],
    );
    expect(forced).toEqual(['break-requested', 'break-withdrawn', 'agent-state-changed', 'agent-state-changed']);
  });

  it('ends a shift, but not during a contact; one without an agent is kept by his log-in', async () => {
    const bare = await new Desk(company.url).open('bare');
    const logOut = () => bare.post('/api/monitor/agents/agent1/log-out');
    expect(await logOut()).toMatchObject(
      refused('CRS-COM-005', 'Agent "agent1" is busy; logging out is possible only'),
    );
    await centre().hangUp({ agent: 'agent1', contact: talk });
    await centre().finishWrapUp({ agent: 'agent1', contact: talk, disposition: 'done' });
    expect(await logOut()).toMatchObject({ status: 200, body: { state: 'offline', by: 'bare' } });
    expect((await centre().events({})).at(-1)).toMatchObject({ type: 'agent-logged-out', agent: 'agent1', by: 'bare' });
  });

  it('is told which reasons there are, and refused another one and an agent who does not exist', async () => {
    expect((await sam.get('/api/monitor/settings')).body).toEqual({
      ...{ notReadyReasons: [{ id: 'break', label: 'Break' }], customerObject: 'Customer' },
    });
    const change = (agent: string, body: object) => sam.post(`/api/monitor/agents/${agent}/not-ready`, body);
    expect(await change('agent1', { reason: 'nap' })).toMatchObject({
      status: 400,
      body: { error: { code: 'CRS-COM-006' } },
    });
    expect(await change('agent1', {})).toMatchObject({ status: 400, body: { error: { code: 'CRS-FRO-004' } } });
    expect(await change('agent9', { reason: 'break' })).toMatchObject({
      status: 404,
      body: { error: { code: 'CRS-COM-001' } },
    });
  });
});
