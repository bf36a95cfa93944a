import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { communicationServer } from '@caruso/communication-server';
import { ContactCentre } from '@caruso/communication-server/contract';
import { type Webchat, webchat } from '@caruso/communication-server/webchat';
import { type Browser, launchBrowser, logIn, type Page, pageAt, picture, seriousFaults } from '@caruso/test-browser';
import { afterAll, beforeAll, beforeEach, expect, it, onTestFailed } from 'vitest';
import { PASSWORD } from './border.js';
import { type Company, startCompany } from './company.js';
import { Line } from './line.js';

let company: Company;
let gateway: Webchat;
let site: Server;
const line = new Line(() => Number(new URL(gateway.url ?? '').port));
let browser: Browser;
let agent: Page;

/** The company's own site: it lets the widget in by its Content-Security-Policy, and nothing else. */
async function openSite(): Promise<Server> {
  const server = createServer((request, response) => {
    const url = `http://127.0.0.1:${line.port}`;
    const policy = `default-src 'none'; script-src ${url}; connect-src ${url.replace('http', 'ws')}`;
    response
      .writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy })
      .end(
        `<!doctype html><html lang="en"><head><title>Works</title></head><body><main><h1>Works</h1><a href="/gas">Gas</a></main><script src="${url}/widget.js"${request.url?.includes('kim') ? ' data-identity="kim"' : ''}></script></body></html>`,
      );
  });
  await new Promise<void>((resolve) => server.listen(siteRoom.port, '127.0.0.1', resolve));
  return server;
}

/** A port that is free: the gateway must know the origin of the site before the site knows the gateway. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const siteRoom = { port: 0, url: '' };

beforeAll(async () => {
  siteRoom.port = await freePort();
  siteRoom.url = `http://127.0.0.1:${siteRoom.port}`;
  const identify = async (who: string) => (who === 'kim' ? { customer: '17', name: 'Kim' } : undefined);
  gateway = webchat({ port: 0, company: 'Works', origins: [siteRoom.url], identify });
  const chats = {
    ...{ id: 'service', name: 'Chats', channel: 'chat' as const },
    dispositions: [{ id: 'done', label: 'Done' }],
    serviceLevel: { seconds: 60, target: 0.8 },
  };
  const centre = communicationServer({
    agents: ['agent1', 'agent2'].map((id) => ({ id, name: id, queues: ['service'], capacity: { chat: 3 } })),
    queues: [chats],
    notReadyReasons: [{ id: 'break', label: 'Break' }],
    numbers: { webchat: { queue: 'service', silence: 20 } },
    gateways: [gateway],
  });
  [company, browser] = await Promise.all([startCompany({}, undefined, { centre }), launchBrowser()]);
  await line.open();
  site = await openSite();
  agent = await pageAt(browser, company.url);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  site?.closeAllConnections();
  site?.close();
  await line.cut();
  await company?.running.stop();
});
beforeEach(() => {
  onTestFailed(() => picture(agent, 'failed-webchat-agent'));
});

const visit = () => pageAt(browser, siteRoom.url, 1024, 700);

async function open(page: Page, path = '/'): Promise<void> {
  await page.goto(path);
  await page.getByRole('button', { name: 'Open chat' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('Write to us.').waitFor();
}

async function write(page: Page, text: string): Promise<void> {
  await page.getByLabel('Your message').fill(text);
  await page.keyboard.press('Enter');
}

it('brings a visitor of the site to an agent, by keyboard alone, and lets both write to each other', async () => {
  const anna = await visit();
  await open(anna);
  await write(anna, 'How much is <b>gas</b>?');
  await anna.getByText('You are next.').waitFor();
  expect(await seriousFaults(anna)).toEqual([]);
  await picture(anna, 'webchat-waiting');

  await logIn(agent, 'agent1', PASSWORD);
  await agent.getByRole('button', { name: /Start shift/ }).click();
  await agent.getByRole('button', { name: /^Ready/ }).click();
  await agent.getByRole('button', { name: /^Accept/ }).click();
  await agent.getByRole('log').getByText('How much is <b>gas</b>?').waitFor();
  await anna.getByText('You are talking with agent1.').waitFor();

  await agent.getByLabel('Message to the customer').fill('12 cents.');
  await anna.getByText('agent1 is writing …').waitFor();
  await agent.keyboard.press('Enter');
  await anna.getByRole('log').getByText('12 cents.').waitFor();
  await write(anna, 'Thank you');
  await agent.getByRole('log').getByText('Thank you').waitFor();
  await picture(anna, 'webchat-talking');
  await picture(agent, 'webchat-agent');
  expect(await seriousFaults(agent)).toEqual([]);
  expect(await seriousFaults(anna)).toEqual([]);

  await anna.goto('/gas');
  await anna.getByRole('log').getByText('Thank you').waitFor();
  expect(await anna.getByRole('listitem').count()).toBe(3);
  await anna.getByRole('button', { name: 'End chat' }).click();
  await anna.getByText('The conversation is over.').waitFor();
  await agent.getByText('Conversation over').waitFor();
  await agent.getByLabel('Disposition').selectOption('done');
  await agent.getByRole('button', { name: /^Finish/ }).click();
  await anna.getByRole('button', { name: 'Start a new chat' }).click();
  await anna.getByText('Write to us.').waitFor();
  await anna.context().close();
}, 120_000);

it('lets an agent have several chats at once, and give one to a colleague who reads what was written', async () => {
  const [berta, carl] = await Promise.all([visit(), visit()]);
  await open(berta);
  await write(berta, 'I am Berta');
  await agent.getByRole('button', { name: /^Accept/ }).click();
  await agent.getByRole('log').getByText('I am Berta').waitFor();
  await agent.getByLabel('Message to the customer').fill('Dear Ber');
  await open(carl);
  await write(carl, 'I am Carl');
  await agent.getByRole('button', { name: /^Accept/ }).click();
  await agent.getByRole('log').getByText('I am Carl').waitFor();
  await agent.getByRole('heading', { name: 'My contacts (2)' }).waitFor();

  await write(berta, 'Are you there?');
  const ofBerta = agent.getByRole('region', { name: 'My contacts (2)' }).getByRole('button').first();
  await ofBerta.getByLabel('1 new messages').waitFor();
  await picture(agent, 'webchat-several');
  expect(await seriousFaults(agent)).toEqual([]);
  await ofBerta.click();
  await agent.getByRole('log').getByText('Are you there?').waitFor();
  expect(await agent.getByLabel('Message to the customer').inputValue()).toBe('Dear Ber');
  await agent.getByRole('button', { name: 'Hold' }).click();
  await berta.getByText('agent1 is looking something up.').waitFor();
  await agent.getByRole('button', { name: 'Take back' }).click();
  await berta.getByText('You are talking with agent1.').waitFor();

  const colleague = await pageAt(browser, company.url);
  await logIn(colleague, 'agent2', PASSWORD);
  await colleague.getByRole('button', { name: /Start shift/ }).click();
  await colleague.getByRole('button', { name: /^Ready/ }).click();
  await colleague.getByText('Waiting for a contact').waitFor();
  await agent.getByRole('button', { name: 'Transfer…' }).click();
  await agent.getByLabel('To', { exact: true }).selectOption('agent2 (Ready)');
  await picture(agent, 'webchat-transfer');
  expect(await seriousFaults(agent)).toEqual([]);
  await agent.getByRole('button', { name: 'Transfer now' }).click();
  await colleague.getByRole('button', { name: /^Accept/ }).click();
  await colleague.getByRole('log').getByText('I am Berta').waitFor();
  await berta.getByText('You are talking with agent2.').waitFor();
  await colleague.getByLabel('Message to the customer').fill('Here I am.');
  await colleague.getByRole('button', { name: 'Send' }).click();
  await berta.getByRole('log').getByText('Here I am.').waitFor();

  expect(await agent.getByLabel('Message to the customer').count()).toBe(0);
  await agent.getByLabel('Disposition').selectOption('done');
  await agent.getByRole('button', { name: /^Finish/ }).click();
  await agent.getByRole('log').getByText('I am Carl').waitFor();
  for (const visitor of [berta, carl]) await visitor.getByRole('button', { name: 'End chat' }).click();
  for (const page of [agent, colleague]) {
    await page.getByLabel('Disposition').selectOption('done');
    await page.getByRole('button', { name: /^Finish/ }).click();
  }
  for (const page of [berta, carl, colleague]) await page.context().close();
  await company.running.get(ContactCentre).logOut({ agent: 'agent2' });
}, 180_000);

it('carries a picture from the visitor to the agent, and back to the visitor’s own disk', async () => {
  const olga = await visit();
  await open(olga);
  await write(olga, 'Look at this');
  await agent.getByRole('button', { name: /^Accept/ }).click();
  await olga.getByText('You are talking with agent1.').waitFor();
  const choosing = olga.waitForEvent('filechooser');
  await olga.getByRole('button', { name: 'Send a file' }).focus();
  await olga.keyboard.press('Enter');
  const photo = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), randomBytes(600_000)]);
  await (await choosing).setFiles({ name: 'Zähler.png', mimeType: 'text/html', buffer: photo });
  await olga.getByRole('button', { name: 'Zähler.png (601 kB)' }).waitFor();
  await agent.getByRole('log').getByRole('link', { name: 'Zähler.png (601 kB)' }).waitFor();
  const [saved] = await Promise.all([
    agent.waitForEvent('download'),
    agent.getByRole('link', { name: /Zähler/ }).click(),
  ]);
  expect(saved.suggestedFilename()).toBe('Zähler.png');
  expect((await readFile(await saved.path())).equals(photo)).toBe(true);
  const [fetched] = await Promise.all([
    olga.waitForEvent('download'),
    olga.getByRole('button', { name: /Zähler/ }).click(),
  ]);
  expect((await readFile(await fetched.path())).equals(photo)).toBe(true);
  const attaching = agent.waitForEvent('filechooser');
  await agent.getByRole('button', { name: 'Attach a file' }).click();
  await (await attaching).setFiles({ name: 'Preise.txt', mimeType: 'text/plain', buffer: Buffer.from('12 cents') });
  await agent.getByText('Preise.txt (1 kB)').waitFor();
  await agent.getByLabel('Message to the customer').fill('The prices');
  await agent.keyboard.press('Enter');
  const [prices] = await Promise.all([
    olga.waitForEvent('download'),
    olga.getByRole('button', { name: 'Preise.txt (1 kB)' }).click(),
  ]);
  expect(await readFile(await prices.path(), 'utf8')).toBe('12 cents');
  await olga.setViewportSize({ width: 320, height: 480 });
  await picture(olga, 'webchat-file');
  await picture(agent, 'webchat-file-agent');
  expect(await seriousFaults(olga)).toEqual([]);
  expect(await seriousFaults(agent)).toEqual([]);
  expect(await olga.evaluate('document.documentElement.scrollWidth')).toBe(320);
  await olga.getByRole('button', { name: 'End chat' }).click();
  await agent.getByLabel('Disposition').selectOption('done');
  await agent.getByRole('button', { name: /^Finish/ }).click();
  await olga.context().close();
}, 120_000);

it('shows an agent who is offered a chat who it is, and what was last written', async () => {
  const kim = await visit();
  await open(kim, '/?kim');
  await write(kim, 'My meter reads 4711.');
  await agent.getByRole('button', { name: /^Accept/ }).click();
  await agent.getByText('M-1').waitFor();
  await agent.getByRole('button', { name: /^End chat/ }).click();
  await agent.getByLabel('Disposition').selectOption('done');
  await agent.getByRole('button', { name: /^Finish/ }).click();
  await kim.getByRole('button', { name: 'Start a new chat' }).click();
  await write(kim, 'One more thing');
  await agent.getByRole('list', { name: 'Earlier contacts' }).getByText('Customer: My meter reads 4711.').waitFor();
  await agent.getByRole('region', { name: 'New contact' }).getByText('Kim Feld').waitFor();
  await picture(agent, 'webchat-offer');
  expect(await seriousFaults(agent)).toEqual([]);
  await agent.getByRole('button', { name: /^Accept/ }).click();
  await kim.getByRole('button', { name: 'End chat' }).click();
  await agent.getByLabel('Disposition').selectOption('done');
  await agent.getByRole('button', { name: /^Finish/ }).click();
  await kim.context().close();
}, 120_000);

it('goes on after an interruption with everything that both have written meanwhile, once and in order', async () => {
  const dora = await visit();
  await open(dora);
  await write(dora, 'One');
  await agent.getByRole('button', { name: /^Accept/ }).click();
  await dora.getByText('You are talking with agent1.').waitFor();
  await line.cut();
  await dora.getByText('Connecting').waitFor();
  await write(dora, 'Two');
  await write(dora, 'Three');
  await dora.getByText('Being sent').first().waitFor();
  await picture(dora, 'webchat-interrupted');
  await agent.getByLabel('Message to the customer').fill('Are you there?');
  await agent.keyboard.press('Enter');
  await agent.getByRole('log').getByText('Are you there?').waitFor();
  await agent.getByText('The visitor is away').waitFor();
  await picture(agent, 'webchat-away');
  expect(await seriousFaults(agent)).toEqual([]);
  await line.open();
  await dora.getByText('You are talking with agent1.').waitFor();
  await agent.getByRole('log').getByText('Three').waitFor();
  await dora.getByText('Being sent').first().waitFor({ state: 'detached' });
  await agent.getByText('The visitor is away').waitFor({ state: 'detached' });
  const texts = await dora.locator('.text').allTextContents();
  expect(texts).toEqual(['One', 'Are you there?', 'Two', 'Three']);
  await dora.setViewportSize({ width: 320, height: 480 });
  expect(await dora.evaluate('document.documentElement.scrollWidth')).toBe(320);
  await picture(dora, 'webchat-small');
  await dora.getByRole('button', { name: 'End chat' }).click();
  await agent.getByLabel('Disposition').selectOption('done');
  await agent.getByRole('button', { name: /^Finish/ }).click();
  await dora.context().close();
}, 120_000);

it('asks a visitor who waits and says nothing whether he is still there', async () => {
  const ella = await visit();
  await open(ella);
  await company.running.get(ContactCentre).setNotReady({ agent: 'agent1', reason: 'break' });
  await write(ella, 'Hello?');
  await ella
    .getByRole('alert')
    .getByText('Are you still there? The chat ends in a minute.')
    .waitFor({ timeout: 40_000 });
  await picture(ella, 'webchat-asked');
  expect(await seriousFaults(ella)).toEqual([]);
  await ella.getByRole('button', { name: 'I am still here' }).focus();
  await ella.keyboard.press('Enter');
  await ella.getByRole('button', { name: 'I am still here' }).waitFor({ state: 'hidden' });
  await ella.getByRole('button', { name: 'End chat' }).click();
  await ella.getByText('The conversation is over.').waitFor();
  await ella.context().close();
}, 120_000);
