import { communicationServer } from '@caruso/communication-server';
import { ContactCentre } from '@caruso/communication-server/contract';
import { type Webchat, webchat } from '@caruso/communication-server/webchat';
import { type Browser, launchBrowser, logIn, type Page, pageAt, picture, seriousFaults } from '@caruso/test-browser';
import { afterAll, beforeAll, expect, it, onTestFailed } from 'vitest';
import { PASSWORD } from './border.js';
import { type Company, startCompany } from './company.js';

let company: Company;
let gateway: Webchat;
let browser: Browser;

beforeAll(async () => {
  gateway = webchat({ port: 0, company: 'Works', origins: [] });
  const chats = {
    ...{ id: 'service', name: 'Chats', channel: 'chat' as const, strategy: 'ring-several' as const },
    dispositions: [{ id: 'done', label: 'Done' }],
    serviceLevel: { seconds: 60, target: 0.8 },
    wrapUp: { seconds: 300, extension: 90 },
  };
  const centre = communicationServer({
    agents: ['agent1', 'agent2'].map((id) => ({ id, name: id, queues: ['service'], capacity: { chat: 2 } })),
    queues: [chats],
    numbers: { webchat: 'service' },
    gateways: [gateway],
    connectionGraceMs: 2_000,
  });
  [company, browser] = await Promise.all([startCompany({}, undefined, { centre }), launchBrowser()]);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await company?.running.stop();
});

async function desk(login: string): Promise<Page> {
  const page = await pageAt(browser, company.url);
  onTestFailed(() => picture(page, `failed-desk-${login}`));
  await logIn(page, login, PASSWORD);
  await page.getByRole('button', { name: /Start shift/ }).click();
  await page.getByRole('button', { name: /^Ready/ }).click();
  await page.getByText('Waiting for a contact').waitFor();
  return page;
}

async function visitor(text: string): Promise<Page> {
  const page = await pageAt(browser, gateway.url ?? '', 1024, 700);
  await page.goto('/');
  await page.getByLabel('Your message').fill(text);
  await page.keyboard.press('Enter');
  return page;
}

const write = (page: Page) => page.getByLabel('Message to the customer');
const accept = (page: Page) => page.getByRole('button', { name: /^Accept/ });

it('gives a contact that rings two agents to one of them, when both accept at once', async () => {
  const desks = await Promise.all(['agent1', 'agent2'].map((login) => desk(login)));
  const anna = await visitor('How much is gas?');
  await Promise.all(desks.map((page) => accept(page).waitFor()));
  // Who comes too late may find that the button has gone.
  await Promise.all(
    desks.map((page) =>
      accept(page)
        .click({ timeout: 5_000 })
        .catch(() => undefined),
    ),
  );
  await anna.getByText('You are talking with').waitFor();
  await Promise.all(desks.map((page) => accept(page).waitFor({ state: 'detached' })));
  const agents = await company.running.get(ContactCentre).agents({});
  const winners = agents.filter(({ contacts }) => contacts.length > 0);
  expect(winners).toHaveLength(1);
  const [winner] = winners;
  const [first, second] = winner?.agent === 'agent1' ? desks : desks.toReversed();
  if (!first || !second) throw new Error('There are two desks.');
  await write(first).waitFor();
  await second.getByText('Waiting for a contact').waitFor();
  await anna.getByText(`You are talking with ${winner?.name}.`).waitFor();

  // The browser dies, with everything that belongs to it.
  await first.context().close();
  await accept(second).click();
  await second.getByRole('log').getByText('How much is gas?').waitFor();
  await write(second).fill('12 cents.');
  await second.keyboard.press('Enter');
  await anna.getByRole('log').getByText('12 cents.').waitFor();
  const centre = company.running.get(ContactCentre);
  expect(await centre.agent({ agent: winner?.agent ?? '' })).toMatchObject({ next: { reason: 'connection-lost' } });
  await anna.getByRole('button', { name: 'End chat' }).click();
  await second.getByLabel('Disposition').selectOption('done');
  await second.getByRole('button', { name: /^Finish/ }).click();
  await Promise.all([anna.context().close(), second.context().close()]);
}, 120_000);

it('keeps what was entered of a wrap-up while the agent looks at another contact, and extends it as far as it goes', async () => {
  const centre = company.running.get(ContactCentre);
  for (const { agent, contacts } of await centre.agents({})) {
    for (const { contact } of contacts) await centre.finishWrapUp({ agent, contact, disposition: 'done' });
    await centre.logOut({ agent });
  }
  const page = await desk('agent1');
  const berta = await visitor('I am Berta');
  await accept(page).click();
  await page.getByRole('log').getByText('I am Berta').waitFor();
  const carl = await visitor('I am Carl');
  await accept(page).click();
  await page.getByRole('log').getByText('I am Carl').waitFor();
  await berta.getByRole('button', { name: 'End chat' }).click();
  const held = page.getByRole('region', { name: 'My contacts (2)' }).getByRole('button');
  await held.filter({ hasText: 'Wrap-up' }).click();
  await page.getByLabel('Disposition').selectOption('done');
  await page.getByLabel('Note').fill('Berta is moving');
  await page.getByText(/^\d+ s left$/).waitFor();

  await held.filter({ hasText: 'In conversation' }).click();
  await write(page).fill('Dear Car');
  await held.filter({ hasText: 'Wrap-up' }).click();
  expect(await page.getByLabel('Note').inputValue()).toBe('Berta is moving');
  expect(await page.getByLabel('Disposition').inputValue()).toBe('done');
  expect(await seriousFaults(page)).toEqual([]);
  await picture(page, 'wrap-up-time');
  await page.getByRole('button', { name: '60 s more' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: '30 s more' }).click();
  await page.getByRole('button', { name: /s more$/ }).waitFor({ state: 'detached' });
  expect(Number.parseInt((await page.getByText(/^\d+ s left$/).textContent()) ?? '', 10)).toBeGreaterThan(300);
  expect(await page.getByLabel('Note').inputValue()).toBe('Berta is moving');
  await page.getByRole('button', { name: /^Finish/ }).click();
  await page.getByRole('log').getByText('I am Carl').waitFor();
  expect(await write(page).inputValue()).toBe('Dear Car');
  const notes = (await centre.contacts({})).map(({ note }) => note);
  expect(notes).toContain('Berta is moving');
  await Promise.all([berta, carl, page].map((each) => each.context().close()));
}, 120_000);
