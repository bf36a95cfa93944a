import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineContract, systemClock } from '@caruso/core';
import { defineComponent, provide, serviceControl } from '@caruso/service-manager';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { ServiceOrder, ServicesView } from '../src/api-types.js';
import { type Company, Desk, startCompany } from './company.js';
import { writeRelease } from './write-release.js';

const Bell = defineContract('demo.bell', '1.0.0', {
  ring: { input: z.object({}), output: z.object({ sound: z.string() }) },
});

/** Rings until it is let go. */
class SlowBell {
  static release = () => {};
  ring() {
    return new Promise<{ sound: string }>((resolve) => {
      SlowBell.release = () => resolve({ sound: 'ding' });
    });
  }
}

class LoudBell {
  ring() {
    return { sound: 'DING' };
  }
}

const bell = defineComponent({ name: 'bell', version: '1.4.0', provides: [provide(Bell, SlowBell)] });
const nextBell = defineComponent({ name: 'bell', version: '2.0.0', provides: [provide(Bell, LoudBell)] });
const door = defineComponent({ name: 'door', provides: [], requires: [Bell] });

describe('the services, for administrators', () => {
  let releases: string;
  let company: Company;
  let admin: Desk;
  const idOf = (component: string) => company.running.services.list({ component })[0]?.id ?? '';
  const ofBell = (action: string, body?: unknown) => admin.post(`/api/services/${idOf('bell')}/${action}`, body);
  const view = async (): Promise<ServicesView> => (await admin.get('/api/services')).body;
  const outcome = async ({ id }: ServiceOrder): Promise<ServiceOrder> => {
    for await (const { value } of admin.watch('/api/services/stream')) {
      const order = (value as unknown as ServicesView).orders.find((one) => one.id === id);
      if (order && order.state !== 'running') return order;
    }
    throw new Error('the live view ended first');
  };

  beforeAll(async () => {
    releases = await mkdtemp(join(tmpdir(), 'releases-'));
    await writeRelease(releases, 'bell-2.0.0.mjs', nextBell);
    company = await startCompany({}, systemClock, { more: [serviceControl({ releases }), bell, door] });
    admin = await new Desk(company.url).open('ada');
  });
  afterAll(async () => {
    await company.running.stop();
    await rm(releases, { recursive: true });
  });

  it('are listed with who needs them', async () => {
    const { services } = await view();
    expect(services.find(({ component }) => component === 'bell')).toMatchObject({
      version: '1.4.0',
      state: 'active',
      dependants: ['door'],
    });
    expect(services.find(({ component }) => component === 'front-office')?.needs).toContainEqual({
      contract: 'caruso.services',
      optional: true,
      from: ['service-control'],
    });
  });

  it('are for administrators only, and these see nothing else', async () => {
    const supervisor = await new Desk(company.url).open('sam');
    expect((await supervisor.get('/api/services')).body.error.code).toBe('CRS-FRO-011');
    expect((await supervisor.post(`/api/services/${idOf('bell')}/drain`)).status).toBe(403);
    expect((await admin.get('/api/objects')).status).toBe(403);
    expect((await admin.get('/api/health')).status).toBe(200);
  });

  it('go into maintenance for a reason that the live view tells at once, and come back', async () => {
    const states: unknown[] = [];
    for await (const { event, value } of admin.watch('/api/services/stream')) {
      expect(event).toBe('services');
      const found = (value as unknown as ServicesView).services.find(({ component }) => component === 'bell');
      const state = [found?.state, found?.reason];
      if (JSON.stringify(state) !== JSON.stringify(states.at(-1))) states.push(state);
      if (states.length === 1) expect((await ofBell('maintain', { reason: ' new clapper ' })).status).toBe(200);
      if (states.length === 2) expect((await ofBell('resume')).status).toBe(200);
      if (states.length === 3) break;
    }
    expect(states).toEqual([
      ['active', undefined],
      ['maintenance', 'new clapper'],
      ['active', undefined],
    ]);
  });

  it('say why one is called and not another', async () => {
    await ofBell('maintain', { reason: 'new clapper' });
    const { body } = await admin.get('/api/services/explain?contract=demo.bell');
    expect(body).toMatchObject({ candidates: [{ component: 'bell', chosen: false, reason: expect.any(String) }] });
    expect(body.candidates[0].reason).toContain('new clapper');
    await ofBell('resume');
    expect((await admin.get('/api/services/explain?contract=demo.bel')).body.error.message).toContain('demo.bell');
  });

  it('are replaced by a release while calls are in flight, and the receipt says what it has cost', async () => {
    expect((await admin.get('/api/services/releases')).body).toMatchObject([{ module: 'bell-2.0.0.mjs' }]);
    const call = company.running.get(Bell).ring({});
    const begun = await ofBell('replace', { module: 'bell-2.0.0.mjs', isolation: 'inline' });
    expect(begun).toMatchObject({
      status: 202,
      body: { kind: 'replace', state: 'running', component: 'bell', by: 'ada' },
    });
    await expect.poll(() => company.running.services.find(Bell)?.version).toBe('2.0.0');
    expect(await company.running.get(Bell).ring({})).toEqual({ sound: 'DING' });
    expect((await view()).orders[0]?.state).toBe('running');
    SlowBell.release();
    await call;
    expect(await outcome(begun.body)).toMatchObject({
      state: 'done',
      receipt: { from: '1.4.0', to: '2.0.0', inFlightAtFlip: 1, drained: 1, aborted: 0, lost: 0 },
    });
  });

  it('stay as they are when a release cannot take over, and the order says why', async () => {
    const begun = await ofBell('replace', { module: 'bell-9.mjs', isolation: 'inline', probation: { ms: 1_000 } });
    const { state, problem, watchedMs } = await outcome(begun.body);
    expect([state, watchedMs]).toEqual(['failed', 1_000]);
    expect(problem).toContain('There are: bell-2.0.0.mjs');
    expect((await view()).services.find(({ component }) => component === 'bell')?.version).toBe('2.0.0');
  });

  it('are taken out', async () => {
    const begun = await admin.post(`/api/services/${idOf('door')}/drain`);
    expect(await outcome(begun.body)).toMatchObject({ kind: 'drain', state: 'done', drained: { lost: 0 } });
    expect((await view()).services.some(({ component }) => component === 'door')).toBe(false);
  });

  it.each([
    ['maintain', { reason: '  ' }],
    ['maintain', {}],
    ['replace', { module: '', isolation: 'worker' }],
    ['replace', { module: 'bell-2.0.0.mjs', isolation: 'process' }],
    ['replace', { module: 'bell-2.0.0.mjs', isolation: 'inline', probation: { ms: 0 } }],
  ])('are not touched by a request that is not as expected: %s %o', async (action, body) => {
    const { status, body: answer } = await ofBell(action, body);
    expect([status, answer.error.code]).toEqual([400, 'CRS-FRO-004']);
  });

  it('are named by their ids: a wrong one is refused', async () => {
    const { status, body } = await admin.post('/api/services/bell/drain');
    expect(status).toBe(404);
    expect(body.error.message).toContain('no service with the id "bell"');
  });
});

describe('the services of an assembly without a service control', () => {
  it('are said to need one, and how to add it', async () => {
    const company = await startCompany();
    const admin = await new Desk(company.url).open('ada');
    const { status, body } = await admin.get('/api/services');
    expect(status).toBe(404);
    expect(body.error).toMatchObject({ code: 'CRS-FRO-026', message: expect.stringContaining('Add serviceControl(') });
    expect((await admin.request('GET', '/api/services/stream')).status).toBe(404);
    await company.running.stop();
  });
});
