import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BusinessObjects } from '@caruso/business-objects/contract';
import { ContactCentre } from '@caruso/communication-server/contract';
import { systemClock, VirtualClock } from '@caruso/core';
import { Dialogs, type Screen } from '@caruso/script-engine/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PASSWORD } from './border.js';
import { type Company, Desk, startCompany } from './company.js';

const wording = ({ node }: Screen) => node.text.map(({ text }) => text).join('');

describe('the front office of a company', () => {
  let company: Company;
  const desk = (login?: string) => new Desk(company.url).open(login);
  beforeAll(async () => {
    company = await startCompany();
  });
  afterAll(() => company.running.stop());

  it('leads an agent from the offer through the screen pop and the dialog to the wrap-up', async () => {
    const agent = await desk('agent1');
    expect((await agent.get('/api/agent/settings')).body).toMatchObject({
      queues: [{ id: 'service' }],
      notReadyReasons: [{ id: 'break' }],
      customerObject: 'Customer',
    });
    const views = agent.watch('/api/agent/stream');
    const until = async (state: string) => {
      for (let next = await views.next(); !next.done; next = await views.next()) {
        expect(next.value.event).toBe('agent');
        if (next.value.value.state === state) return next.value.value;
      }
      throw new Error(`${state} never came`);
    };
    await until('offline');
    await agent.post('/api/agent/log-in');
    await agent.post('/api/agent/ready');
    const contact = await company.gateway.call('0221 470801');
    const offered = await until('reserved');
    expect(offered).toMatchObject({ offer: { contact: { contact, from: '0221 470801' } } });

    const known = await agent.get(`/api/agent/contacts/${contact}/pop`);
    expect(known.body, 'the only customer with this number').toMatchObject({
      ...{ customer: { key: '17', title: 'Kim Feld' }, candidates: [], history: [] },
    });

    const { reservation } = (offered as { offer: { reservation: string } }).offer;
    const accepted = await agent.post(`/api/agent/offers/${reservation}/accept`);
    expect(accepted, 'the only customer with this number').toMatchObject({
      status: 200,
      body: { contact: { contact, customer: '17' } },
    });
    await until('busy');
    await agent.post(`/api/agent/contacts/${contact}/customer`, { customer: '18' });
    await agent.post(`/api/agent/contacts/${contact}/customer`, { customer: '17' });
    const pop = await agent.get(`/api/agent/contacts/${contact}/pop`);
    expect(pop.body).toMatchObject({ customer: { key: '17', links: { meters: [{ key: 'M-1' }] } }, candidates: [] });

    const screen = (await agent.post('/api/dialogs', { script: 'reading', contact })).body;
    expect(wording(screen)).toBe('What does the meter of customer 17 show?');
    expect(screen.node).toHaveProperty('hint');
    const ended = await agent.post(`/api/dialogs/${screen.dialog}/answer`, { step: screen.step, value: 4711 });
    expect(ended.body.state).toBe('ended');

    expect((await agent.post(`/api/agent/contacts/${contact}/hang-up`)).body.state).toBe('wrap-up');
    const done = await agent.post(`/api/agent/contacts/${contact}/wrap-up`, { disposition: 'done', note: 'fine' });
    expect(done.body.state).toBe('ready');
    expect((await agent.get('/api/history/17')).body).toMatchObject({
      contacts: [{ contact, dialog: screen.dialog, disposition: 'done', note: 'fine' }],
      dialogs: [{ dialog: screen.dialog }],
    });
    await agent.post('/api/agent/not-ready', { reason: 'break' });
    expect((await agent.post('/api/agent/log-out')).body.state).toBe('offline');
    await views.return(undefined);
  });

  it('ends the live views of an agent with his session', async () => {
    const second = await desk('agent2');
    const views = second.watch('/api/agent/stream');
    await views.next();
    await second.ask('DELETE', '/api/session');
    expect((await views.next()).done).toBe(true);
  });

  it('lets an agent record his own conversation, if the customer has agreed, and no longer when it is another’s', async () => {
    const [agent, second] = [await desk('agent1'), await desk('agent2')];
    const accept = async (by: typeof agent, login: string) => {
      const { offer } = await company.running.get(ContactCentre).agent({ agent: login });
      expect((await by.post(`/api/agent/offers/${offer?.reservation}/accept`)).status).toBe(200);
    };
    await agent.post('/api/agent/log-in');
    await agent.post('/api/agent/ready');
    const contact = await company.gateway.call('+4917054321');
    const at = `/api/agent/contacts/${contact}`;
    await accept(agent, 'agent1');
    expect(await agent.post(`${at}/record`, {})).toMatchObject({
      status: 403,
      body: { error: { code: 'CRS-COM-101' } },
    });
    const recorded = await agent.post(`${at}/record`, { consent: 'customer' });
    expect(recorded.body.contact).toMatchObject({
      contact,
      recording: { paused: false, consent: 'customer', by: 'agent1' },
    });
    const paused = await agent.post(`${at}/pause-recording`);
    expect(paused.body.contact.recording).toMatchObject({ paused: true });
    expect(await second.post(`${at}/resume-recording`)).toMatchObject({
      status: 403,
      body: { error: { code: 'CRS-FRO-015' } },
    });
    await second.post('/api/agent/log-in');
    await second.post('/api/agent/ready');
    await agent.post(`${at}/consult`, { with: { agent: 'agent2' } });
    await accept(second, 'agent2');
    await agent.post(`${at}/complete-transfer`);
    for (const change of ['pause-recording', 'resume-recording', 'stop-recording'])
      expect((await agent.post(`${at}/${change}`)).status).toBe(403);
    const resumed = await second.post(`${at}/resume-recording`);
    expect(resumed.body.contact.recording).toMatchObject({ paused: false });
    expect((await second.post(`${at}/stop-recording`)).body.contact).not.toHaveProperty('recording');
    await company.gateway.leave(contact);
    for (const each of [agent, second]) {
      await each.post(`${at}/wrap-up`, { disposition: 'done', note: '' });
      await each.post('/api/agent/not-ready', { reason: 'break' });
      await each.post('/api/agent/log-out');
    }
  });

  it('keeps agents from contacts and dialogs that are not theirs', async () => {
    const [agent, second] = [await desk('agent1'), await desk('agent2')];
    const contact = await company.gateway.call('+4917012345');
    const notHers = await second.get(`/api/agent/contacts/${contact}/pop`);
    expect(notHers).toMatchObject({ status: 403, body: { error: { code: 'CRS-FRO-015' } } });
    const linked = await second.post(`/api/agent/contacts/${contact}/customer`, { customer: '17' });
    expect(linked.status).toBe(403);
    const { dialog, step } = (await agent.post('/api/dialogs', { script: 'reading', customer: '17' })).body;
    for (const stolen of [
      await second.get(`/api/dialogs/${dialog}`),
      await second.post(`/api/dialogs/${dialog}/answer`, { step, value: 1 }),
      await second.post(`/api/dialogs/${dialog}/cancel`),
    ]) {
      expect(stolen).toMatchObject({ status: 404, body: { error: { code: 'CRS-FRO-018' } } });
    }
    expect((await agent.get(`/api/dialogs/${dialog}`)).body.state).toBe('open');
  });

  it('shows, searches and pages objects', async () => {
    const agent = await desk('agent1');
    expect((await agent.get('/api/objects')).body).toMatchObject([{ name: 'Customer' }, { name: 'Meter' }]);
    expect((await agent.get('/api/objects/Customer?search=mars')).body.items).toMatchObject([{ key: '18' }]);
    const first = await agent.get('/api/objects/Customer?sort=-name&limit=1');
    expect(first.body.items).toMatchObject([{ key: '18' }]);
    const query = `sort=-name&limit=1&after=${encodeURIComponent(first.body.next)}`;
    expect((await agent.get(`/api/objects/Customer?${query}`)).body.items).toMatchObject([{ key: '17' }]);
    expect((await agent.get('/api/objects/Customer/17?include=meters')).body.links.meters).toHaveLength(1);
    expect((await agent.get('/api/objects/Customer/17?include=meters')).body.unavailable).toEqual([]);
    expect(await agent.get('/api/objects/Customer/17?include=metres')).toMatchObject({ status: 400 });
    expect(await agent.get('/api/objects/Customer/99')).toMatchObject({ status: 404 });
  });

  it('saves a change, and shows both versions when somebody else was faster', async () => {
    const [agent, second] = [await desk('agent1'), await desk('agent2')];
    const { version } = (await agent.get('/api/objects/Customer/18')).body;
    const saved = await second.patch('/api/objects/Customer/18', { version, changes: { phone: '+49301' } });
    expect(saved).toMatchObject({ status: 200, body: { values: { phone: '+49301' } } });
    const changes = { phone: '+49302' };
    const late = await agent.patch('/api/objects/Customer/18', { version, changes });
    expect(late.status).toBe(409);
    expect(late.body.error).toMatchObject({
      code: 'CRS-FRO-017',
      data: { yours: { version, changes }, current: { version: saved.body.version, values: { phone: '+49301' } } },
    });
    const sam = await desk('sam');
    expect((await sam.get('/api/objects/Customer/18')).body.values.phone).toBe('+49301');
  });

  it('finds who may be the same customer, says what a merge would do, and does it', async () => {
    const agent = await desk('agent1');
    const { running } = company;
    const objects = running.get(BusinessObjects);
    await objects.create({ object: 'Customer', values: { number: '31', name: 'Toni Berg', phone: '+49301234567' } });
    await objects.create({ object: 'Customer', values: { number: '32', name: 'Tony Berg', mobile: '+49170999' } });
    await objects.create({ object: 'Meter', values: { serial: 'M-32', customer: '32' } });
    const found = await agent.post('/api/objects/Customer/duplicates', { key: '31', values: {} });
    expect(found.body.candidates).toMatchObject([{ item: { key: '32' }, because: [{ on: ['name'] }] }]);
    const entered = { phone: '+49 30 1234567' };
    expect((await agent.post('/api/objects/Customer/duplicates', { values: entered })).body).toMatchObject({
      candidates: [{ item: { key: '31' }, score: 1 }],
    });
    const centre = running.get(ContactCentre);
    const about = { channel: 'web' as const, from: 'tony', to: 'web' };
    const { contact } = await centre.openSelfService({ ...about, customer: '32' });
    const { contact: later } = await centre.openSelfService({ ...about, customer: '31' });
    const request = { keep: '31', lose: ['32'], choose: { name: '32' }, versions: { '31': '1' }, dryRun: true };
    const planned = await agent.post('/api/objects/Customer/merge', request);
    expect(planned.body).toMatchObject({ state: 'planned', moved: [{ object: 'Meter', key: 'M-32' }] });
    const stale = await agent.post('/api/objects/Customer/merge', { ...request, versions: { '32': '7' } });
    expect([stale.status, stale.body.error.code]).toEqual([409, 'CRS-BOM-005']);
    const merged = await agent.post('/api/objects/Customer/merge', { ...request, dryRun: false });
    expect(merged.body).toMatchObject({ state: 'done' });
    expect((await agent.get('/api/objects/Customer/31?include=meters')).body).toMatchObject({
      values: { name: 'Tony Berg', phone: '+49301234567', mobile: '+49170999' },
      links: { meters: [{ key: 'M-32' }] },
    });
    expect((await agent.get('/api/objects/Customer/32')).body).toMatchObject({ key: '31' });
    for (const each of [contact, later]) await centre.closeSelfService({ contact: each });
    for (const key of ['31', '32']) {
      const { contacts } = (await agent.get(`/api/history/${key}`)).body;
      expect(contacts.map((each: { contact: string }) => each.contact)).toEqual([later, contact]);
    }
    expect((await agent.post('/api/objects/Customer/merge', { keep: '31' })).status).toBe(400);
    expect((await agent.post('/api/objects/Meter/duplicates', { values: {} })).body.error.code).toBe('CRS-BOM-110');
    const { version } = (await agent.get('/api/objects/Customer/31')).body;
    await objects.delete({
      object: 'Meter',
      key: 'M-32',
      version: (await agent.get('/api/objects/Meter/M-32')).body.version,
    });
    await objects.delete({ object: 'Customer', key: '31', version });
  });

  it('lets a visitor serve himself, as a contact that is closed with the dialog', async () => {
    const [visitor, other] = [await desk(), await desk()];
    const offered = (await visitor.get('/api/self-service')).body;
    expect(offered).toMatchObject({ company: 'Stadtwerke', scripts: [{ id: 'feedback' }], dialogs: [] });
    expect(await visitor.post('/api/self-service/dialogs', { script: 'reading' })).toMatchObject({ status: 404 });

    const { dialog, step } = (await visitor.post('/api/self-service/dialogs', { script: 'feedback' })).body;
    expect((await visitor.get('/api/self-service')).body.dialogs).toMatchObject([{ dialog }]);
    for (const stranger of [other, await desk('kim'), await desk('agent1')]) {
      const stolen = await stranger.get(`/api/self-service/dialogs/${dialog}`);
      expect(stolen).toMatchObject({ status: 404, body: { error: { code: 'CRS-FRO-018' } } });
    }
    const ended = await visitor.post(`/api/self-service/dialogs/${dialog}/answer`, { step, value: 'fine' });
    expect(ended.body.state).toBe('ended');
    expect((await visitor.get('/api/self-service')).body.dialogs).toEqual([]);
  });

  it('gives up what a visitor has left open when he logs in', async () => {
    const [visitor, sam] = [await desk(), await desk('sam')];
    await visitor.post('/api/self-service/dialogs', { script: 'feedback' });
    const open = async () => {
      const events = await company.running.get(ContactCentre).events({ limit: 10_000 });
      const closed = events.flatMap((event) => (event.type === 'contact-closed' ? [event.contact] : []));
      const web = events.flatMap((event) =>
        event.type === 'contact-arrived' && event.channel === 'web' ? [event.contact] : [],
      );
      return web.filter((contact) => !closed.includes(contact)).length;
    };
    expect(await open()).toBe(1);
    await visitor.logIn('sam');
    expect(await open()).toBe(0);
    expect((await sam.get('/api/session')).body.user.login).toBe('sam');
  });

  it('hands a customer over to a queue when the dialog ends so', async () => {
    const visitor = await new Desk(company.url).open();
    const tell = async (value: string) => {
      const { dialog, step } = (await visitor.post('/api/self-service/dialogs', { script: 'feedback' })).body;
      await visitor.post(`/api/self-service/dialogs/${dialog}/answer`, { step, value });
      const contacts = await company.running.get(ContactCentre).contacts({});
      return contacts.find((contact) => contact.dialog === dialog);
    };
    expect(await tell('Bad. Call me!')).toMatchObject({ state: 'waiting', queue: 'service', channel: 'web' });
    expect(await tell('All well.')).toMatchObject({ state: 'closed', outcome: 'self-served' });
  });

  it('knows a customer who has logged in, in whichever browser', async () => {
    const [kim, again] = [await desk('kim'), await desk('kim')];
    const scripts = (await kim.get('/api/self-service')).body.scripts;
    expect(scripts).toMatchObject([{ id: 'feedback' }, { id: 'reading' }]);
    const screen = (await kim.post('/api/self-service/dialogs', { script: 'reading' })).body;
    expect(wording(screen)).toBe('What does the meter of customer 17 show?');
    expect(screen.node).not.toHaveProperty('hint');
    const { dialog } = screen;
    expect((await again.get(`/api/self-service/dialogs/${dialog}`)).body.state).toBe('open');

    const sam = await desk('sam');
    const open = (await sam.get('/api/history/17')).body.contacts[0];
    expect(open).toMatchObject({ channel: 'web', customer: '17', dialog, state: 'self-service' });
    await again.post(`/api/self-service/dialogs/${dialog}/cancel`);
    expect((await sam.get('/api/history/17')).body.contacts[0].state).toBe('closed');
  });

  it('shows a supervisor the monitor, the reports and the services', async () => {
    const sam = await desk('sam');
    for await (const { event, value } of sam.watch('/api/monitor/stream')) {
      expect({ event, number: value.event }).toEqual({ event: 'monitor', number: expect.any(Number) });
      break;
    }
    expect((await sam.get('/api/reports')).body.reports.map(({ id }: { id: string }) => id)).toContain('incoming');
    const query = 'from=2026-01-05&to=2026-01-06';
    expect((await sam.get(`/api/reports/incoming?${query}`)).body).toMatchObject({ report: 'incoming' });
    const csv = await sam.request('GET', `/api/reports/incoming/csv?${query}`);
    expect(csv.headers.get('content-disposition')).toBe('attachment; filename="incoming-2026-01-05-2026-01-06.csv"');
    expect(await csv.text()).toContain('Queue');
    const health = (await sam.get('/api/health')).body;
    expect(health).toContainEqual(
      expect.objectContaining({ service: 'caruso.front-office', component: 'front-office', state: 'active' }),
    );
  });
});

describe('the visits of a company', () => {
  it('are given up with their contacts when their session has ended', async () => {
    const clock = new VirtualClock(Date.UTC(2026, 0, 5));
    const company = await startCompany({ session: { idleMinutes: 10 } }, clock);
    const visitor = await new Desk(company.url).open();
    const { dialog } = (await visitor.post('/api/self-service/dialogs', { script: 'feedback' })).body;
    const events = company.running.get(ContactCentre).followEvents({});
    clock.advance(15 * 60_000);
    for await (const event of events) if (event.type === 'contact-closed') break;
    expect(await company.running.get(Dialogs).show({ dialog })).toMatchObject({ state: 'cancelled' });
    await company.running.stop();
    expect(clock.pending).toBe(0);
  });
});

describe('a front office that does not fit its assembly', () => {
  const stranger = { login: 'agent3', name: 'Agent Three', role: 'agent' as const, password: PASSWORD };

  it('does not start, and names all it found', async () => {
    const customer = { object: 'Custmer' };
    const started = startCompany({ users: [stranger], customer });
    await expect(started).rejects.toThrow(/"agent3".*agent1, agent2.*\n.*"Custmer".*did you mean 'Customer'/);
  });

  it('tells a user of former times that his agent is there no longer', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'front-office-'));
    const store = `sqlite:${join(folder, 'system.db')}`;
    const before = await startCompany({ users: [stranger] }, systemClock, { store, agents: ['agent3'] });
    await before.running.stop();
    const company = await startCompany({}, systemClock, { store });
    const desk = await new Desk(company.url).open('agent3');
    expect(await desk.get('/api/agent/settings')).toMatchObject({
      status: 409,
      body: { error: { code: 'CRS-FRO-025' } },
    });
    expect((await desk.ask('DELETE', '/api/session')).status).toBe(200);
    await company.running.stop();
    await rm(folder, { recursive: true });
  });
});

describe('the listener of the front office', () => {
  it('names the port that is taken, and the way out', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const { port } = taken.address() as { port: number };
    await expect(startCompany({ port })).rejects.toThrow(`Port ${port} on 127.0.0.1 is already in use`);
    await new Promise((resolve) => taken.close(resolve));
  });

  it('stops promptly with live views and idle connections open', async () => {
    const company = await startCompany();
    const agent = await new Desk(company.url).open('agent1');
    const views = agent.watch('/api/agent/stream');
    await views.next();
    await company.running.stop();
    expect((await views.next()).done).toBe(true);
    await expect(fetch(company.url)).rejects.toThrow();
  });
});
