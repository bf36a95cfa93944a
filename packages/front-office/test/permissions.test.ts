import { fileURLToPath } from 'node:url';
import { systemClock } from '@caruso/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Company, Desk, startCompany } from './company.js';

const file = (name: string) => fileURLToPath(new URL(name, import.meta.url));

describe('a company whose model says who may do what', () => {
  let company: Company;
  const desk = (login?: string) => new Desk(company.url).open(login);
  beforeAll(async () => {
    const model = [file('company/model'), file('permitted/permissions.xml')];
    company = await startCompany({}, systemClock, { model, scripts: file('permitted/scripts') });
  });
  afterAll(() => company?.running.stop());

  it('shows each role the objects and fields that are granted to it', async () => {
    const [agent, sam] = [await desk('agent1'), await desk('sam')];
    const [type] = (await agent.get('/api/objects')).body;
    expect(type.attributes.map(({ name }: { name: string }) => name)).toEqual(['number', 'name', 'phone', 'email']);
    expect(type.presentation.detail.panels).toEqual([{ label: 'Contact', fields: ['name', 'phone'] }]);
    const keys = (body: { items: { key: string }[] }) => body.items.map(({ key }) => key);
    expect(keys((await agent.get('/api/objects/Customer')).body)).toEqual(['17']);
    expect(keys((await sam.get('/api/objects/Customer')).body)).toEqual(['17', '18']);
    expect((await agent.get('/api/objects/Customer/17?include=meters')).body).toMatchObject({
      values: { phone: '•••801', mobile: null },
      links: { meters: [{ key: 'M-1' }] },
    });
  });

  it('treats what may not be seen as absent, and refuses what may not be done', async () => {
    const [agent, sam] = [await desk('agent1'), await desk('sam')];
    expect((await agent.get('/api/objects/Customer/18')).status).toBe(404);
    expect((await agent.get('/api/history/18')).status).toBe(404);
    expect((await agent.get('/api/objects/Customer?sort=mobile')).status).toBe(403);
    const { version } = (await agent.get('/api/objects/Customer/17')).body;
    const refused = await agent.patch('/api/objects/Customer/17', { version, changes: { mobile: '+4915112345' } });
    expect([refused.status, refused.body.error.code]).toEqual([403, 'CRS-BOM-060']);
    expect((await agent.patch('/api/objects/Customer/17', { version, changes: { name: 'Kim' } })).status).toBe(200);
    expect((await sam.get('/api/objects/Meter')).status).toBe(403);
    const { items } = (await agent.get('/api/objects/Customer/17/history?limit=1')).body;
    expect(items).toMatchObject([{ actor: 'agent1', changes: [{ attribute: 'name', to: 'Kim' }] }]);
    expect((await agent.get('/api/objects/Customer/18/history')).body).toEqual({ items: [] });
    expect((await sam.get('/api/objects/Meter/M-1/history')).status).toBe(403);
  });

  it.each([
    ['kim', '17', 'There are 1.'],
    ['kim', '18', 'There are 0.'],
    [undefined, '17', 'No.'],
  ])('lets the dialog of %s ask for customer %s on behalf of whose dialog it is', async (login, number, said) => {
    const visitor = await desk(login);
    const begun = (await visitor.post('/api/self-service/dialogs', { script: 'who-is' })).body;
    const path = `/api/self-service/dialogs/${begun.dialog}/answer`;
    const { body } = await visitor.post(path, { step: begun.step, value: number });
    expect(body.node.text).toEqual([{ text: said }]);
  });
});
