import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ContactCentre } from '@caruso/communication-server/contract';
import { Dialogs } from '@caruso/script-engine/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { type Company, Desk, startCompany } from './company.js';

const scripts = fileURLToPath(new URL('card-company', import.meta.url));
let company: Company;
let agent: Desk;
beforeAll(async () => {
  company = await startCompany({}, undefined, { scripts });
  agent = await new Desk(company.url).open('agent1');
  await agent.post('/api/agent/log-in');
});
afterAll(() => company.running.stop());

describe('a private question of the dialog of a call that is recorded', () => {
  let contact: string;
  beforeEach(async () => {
    company.gateway.pauses = true;
    await agent.post('/api/agent/ready');
    contact = await company.gateway.call('+4917054321');
    const { offer } = await centre().agent({ agent: 'agent1' });
    await agent.post(`/api/agent/offers/${offer?.reservation}/accept`);
    await agent.post(`/api/agent/contacts/${contact}/record`, { consent: 'customer' });
    return async () => {
      await company.gateway.leave(contact);
      await agent.post(`/api/agent/contacts/${contact}/wrap-up`, { disposition: 'done', note: '' });
    };
  });

  const centre = () => company.running.get(ContactCentre);
  const because = async () => {
    const [found] = await centre().contacts({ contact });
    return found?.recording?.because;
  };
  const begin = async () => (await agent.post('/api/dialogs', { script: 'payment', contact })).body;
  type Shown = { readonly dialog: string; readonly step: string };
  const answer = async ({ dialog, step }: Shown, value: unknown, at = '/api/dialogs', who = agent) =>
    (await who.post(`${at}/${dialog}/answer`, { step, value })).body;
  /** The agent has come to the question for the card. */
  const atCard = async () => answer(await begin(), 12);

  it('pauses the recording before it is shown, until it is answered', async () => {
    const asked = await atCard();
    expect(asked.node).toMatchObject({ id: 'card', question: { private: true } });
    expect(await because()).toEqual(['private-question']);
    await answer(asked, '4111 1111 1111 1111');
    expect(await because()).toBeUndefined();
  });

  it('is not shown as long as the recording cannot be paused', async () => {
    company.gateway.pauses = false;
    const refused = await atCard();
    expect(refused).toMatchObject({ error: { code: 'CRS-COM-104' } });
    const [shown] = await company.running.get(Dialogs).list({ contact });
    const look = () => agent.get(`/api/dialogs/${shown?.dialog}`);
    expect(await look()).toMatchObject({ status: 409, body: { error: { code: 'CRS-COM-104' } } });
    company.gateway.pauses = true;
    expect((await look()).body.node).toMatchObject({ id: 'card' });
  });

  it('that is the first of its script is not asked in another dialog each time', async () => {
    company.gateway.pauses = false;
    const start = () => agent.post('/api/dialogs', { script: 'card-number', contact });
    expect(await start()).toMatchObject({ status: 409, body: { error: { code: 'CRS-COM-104' } } });
    const [{ dialog } = {}] = await centre().contacts({ contact });
    company.gateway.pauses = true;
    expect((await agent.get(`/api/dialogs/${dialog}`)).body.node).toMatchObject({ id: 'card' });
    expect(await because()).toEqual(['private-question']);
  });

  it('of a dialog that was begun without the call pauses it as well', async () => {
    const begun = (await agent.post('/api/dialogs', { script: 'payment', customer: '17' })).body;
    await answer(await answer(begun, 12), '4111');
    const pauses = (await centre().events({})).filter(
      (event) => event.type === 'private-question-asked' && event.contact === contact,
    );
    expect(pauses).toMatchObject([{ dialog: begun.dialog }]);
    expect(await because()).toBeUndefined();
  });

  it('pauses it again when the agent goes back to it, and no longer when he goes back from it', async () => {
    const { dialog, step } = await answer(await atCard(), '4111');
    const back = (await agent.post(`/api/dialogs/${dialog}/back`, { step })).body;
    expect(await because()).toEqual(['private-question']);
    await agent.post(`/api/dialogs/${dialog}/back`, { step: back.step });
    expect(await because()).toBeUndefined();
  });

  it('is over when the dialog is given up, and when another one begins', async () => {
    const { dialog } = await atCard();
    await agent.post(`/api/dialogs/${dialog}/cancel`);
    expect(await because()).toBeUndefined();
    await atCard();
    await begin();
    expect(await because()).toBeUndefined();
  });

  it('keeps it paused when the desktop is gone, until the agent goes on with the recording', async () => {
    const { dialog } = await atCard();
    const another = await new Desk(company.url).open('agent1');
    await another.get(`/api/dialogs/${dialog}`);
    expect(await because()).toEqual(['private-question']);
    await another.post(`/api/agent/contacts/${contact}/resume-recording`);
    await another.get(`/api/dialogs/${dialog}`);
    expect(await because()).toBeUndefined();
  });

  it('pauses it until the customer has answered who was given the dialog by a link', async () => {
    const { dialog } = await atCard();
    const dialogs = company.running.get(Dialogs);
    const { token } = await dialogs.link({ dialog, who: 'agent1' });
    const asked = await dialogs.redeem({ token, who: 'customer:17' });
    expect(await because()).toEqual(['private-question']);
    await answer(asked, '4111', '/api/self-service/dialogs', await new Desk(company.url).open('kim'));
    expect(await because()).toBeUndefined();
  });

  it('does not go on with what the agent has paused himself', async () => {
    await agent.post(`/api/agent/contacts/${contact}/pause-recording`);
    await answer(await atCard(), '4111');
    expect(await because()).toEqual(['by-hand']);
  });
});

describe('a private question while the contact centre stands by', () => {
  /** A company, and another one that stands by for it. */
  const two = async () => {
    const folder = mkdtempSync(join(tmpdir(), 'caruso-card-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const start = async () => {
      const started = await startCompany({}, undefined, { scripts, store: `sqlite:${join(folder, 'caruso.db')}` });
      onTestFinished(() => started.running.stop());
      return started;
    };
    const atWork = await start();
    return { atWork, standby: await start() };
  };
  const unavailable = { status: 503, body: { error: { kind: 'unavailable' } } };

  it('is not shown to an agent who may be in a call, while all other steps go on', async () => {
    const { standby } = await two();
    const desk = await new Desk(standby.url).open('agent1');
    const begun = await desk.post('/api/dialogs', { script: 'payment', customer: '17' });
    expect(begun).toMatchObject({ status: 200, body: { node: { id: 'amount' } } });
    const { dialog, step } = begun.body;
    expect(await desk.post(`/api/dialogs/${dialog}/answer`, { step, value: 12 })).toMatchObject(unavailable);
    expect(await desk.get(`/api/dialogs/${dialog}`)).toMatchObject(unavailable);
    expect(await desk.post(`/api/dialogs/${dialog}/cancel`)).toMatchObject({ status: 200 });
  });

  it('is shown to a customer who serves himself, of whom nothing is recorded', async () => {
    const { atWork, standby } = await two();
    const before = await new Desk(atWork.url).open('kim');
    const { dialog, step } = (await before.post('/api/self-service/dialogs', { script: 'payment' })).body;
    const at = `/api/self-service/dialogs/${dialog}`;
    const kim = await new Desk(standby.url).open('kim');
    const asked = await kim.post(`${at}/answer`, { step, value: 12 });
    expect(asked).toMatchObject({ status: 200, body: { node: { id: 'card' } } });
    expect(await kim.get(at)).toMatchObject({ status: 200, body: { node: { id: 'card' } } });
  });
});
