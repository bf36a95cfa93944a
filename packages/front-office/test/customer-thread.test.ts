import { ContactCentre } from '@caruso/communication-server/contract';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Company, Desk, startCompany } from './company.js';

let company: Company;
beforeAll(async () => {
  company = await startCompany();
});
afterAll(() => company?.running.stop());

describe('the thread of a customer', () => {
  it('has a call that nobody answered, because who calls is looked up when the call arrives', async () => {
    const centre = company.running.get(ContactCentre);
    const contact = await company.gateway.call('0221 470801');
    await vi.waitFor(async () => expect(await centre.contacts({ customer: '17' })).toMatchObject([{ contact }]));
    await company.gateway.leave(contact);
    expect(await centre.contacts({ customer: '17' })).toMatchObject([{ contact, outcome: 'abandoned' }]);
  });

  it('goes on by mail, by the address: who is offered the mail sees who wrote it, and the call before', async () => {
    const agent = await new Desk(company.url).open('agent1');
    await agent.post('/api/agent/log-in');
    await agent.post('/api/agent/ready');
    const contact = await company.gateway.call('Kim@Example.org', 'mail');
    const pop = (await agent.get(`/api/agent/contacts/${contact}/pop`)).body;
    expect(pop).toMatchObject({
      customer: { key: '17', title: 'Kim Feld' },
      history: [{ channel: 'voice', outcome: 'abandoned' }],
    });
  });

  it('has nothing of who shares a number with others: the agent asks', async () => {
    const centre = company.running.get(ContactCentre);
    const contact = await company.gateway.call('anonymous');
    expect(await centre.contacts({ contact })).toMatchObject([{ from: 'anonymous' }]);
    expect((await centre.contacts({ contact }))[0]?.customer).toBeUndefined();
  });
});
