import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { communicationServer } from '@caruso/communication-server';
import { ContactCentre } from '@caruso/communication-server/contract';
import { Dialogs } from '@caruso/script-engine/contract';
import { type Browser, launchBrowser, logIn, type Page, pageAt, picture, seriousFaults } from '@caruso/test-browser';
import { afterAll, beforeAll, beforeEach, expect, it, onTestFailed } from 'vitest';
import { PASSWORD } from './border.js';
import { type Company, startCompany } from './company.js';
import { LetterGateway } from './letter-gateway.js';
import { ManualGateway } from './manual-gateway.js';

const scripts = fileURLToPath(new URL('card-company', import.meta.url));
const letters = new LetterGateway();
const telephone = new ManualGateway();
let company: Company;
let browser: Browser;
let agent: Page;
let colleague: Page;

beforeAll(async () => {
  const queue = (id: string, name: string, channel: 'voice' | 'mail') => ({
    ...{ id, name, channel, dispositions: [{ id: 'done', label: 'Done' }] },
    serviceLevel: { seconds: 60, target: 0.8 },
  });
  const centre = communicationServer({
    agents: [
      { id: 'agent1', name: 'Agent One', queues: ['service', 'letters'], capacity: { voice: 1, mail: 2 } },
      { id: 'agent2', name: 'Agent Two', queues: ['service'] },
    ],
    queues: [queue('service', 'Service', 'voice'), queue('letters', 'Letters', 'mail')],
    notReadyReasons: [{ id: 'break', label: 'Break' }],
    gateways: [telephone, letters],
    customers: { object: 'Customer', phones: ['phone', 'mobile'], mails: ['email'], countryCode: '49' },
    templates: [
      { id: 'bill', label: 'About a bill', language: 'en', queues: ['letters'], text: 'Dear {name},\n\n{agent}' },
      { id: 'bill', label: 'Zu einer Rechnung', language: 'de', text: 'Guten Tag {name}' },
    ],
  });
  [company, browser] = await Promise.all([startCompany({}, undefined, { centre, scripts }), launchBrowser()]);
  [agent, colleague] = await Promise.all([pageAt(browser, company.url), pageAt(browser, company.url)]);
  for (const [page, login] of [
    [agent, 'agent1'],
    [colleague, 'agent2'],
  ] as const) {
    await logIn(page, login, PASSWORD);
    await page.getByRole('button', { name: /Start shift/ }).click();
  }
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await company?.running.stop();
});
beforeEach(() => {
  onTestFailed(async () => {
    await picture(agent, 'failed-contacts-agent');
    await picture(colleague, 'failed-contacts-colleague');
  });
});

async function finish(page: Page): Promise<void> {
  await page.getByLabel('Disposition').selectOption('done');
  await page.getByRole('button', { name: /^Finish/ }).click();
}

it('shows a mail with its attachment, saves what is attached, and answers it with text', async () => {
  await agent.getByRole('button', { name: /^Ready/ }).click();
  await letters.write('kim@example.org', 'Why is my bill <script>so high</script>?');
  await agent.getByRole('region', { name: 'New contact' }).getByText('Kim Feld').waitFor();
  await agent.getByRole('button', { name: /^Accept/ }).click();
  await agent.getByRole('log').getByText('Why is my bill <script>so high</script>?').waitFor();
  await agent.getByRole('log').getByText('My bill', { exact: true }).waitFor();
  const saving = agent.waitForEvent('download');
  await agent.getByRole('link', { name: /bill\.pdf/ }).click();
  const saved = await saving;
  expect(saved.suggestedFilename()).toBe('bill.pdf');
  expect(await readFile(await saved.path(), 'utf8')).toBe('%PDF');

  for (const name of ['prices.txt', 'wrong.txt']) {
    const file = { name, mimeType: 'text/plain', buffer: Buffer.from(name) };
    await agent.locator('input[type=file]').setInputFiles(file);
    await agent.getByRole('button', { name: `Remove ${name}` }).waitFor();
  }
  await agent.getByRole('button', { name: 'Remove wrong.txt' }).click();
  await agent.getByRole('button', { name: 'Insert a text' }).press('Enter');
  await agent.keyboard.press('Enter');
  expect(await agent.getByLabel('Answer by mail').inputValue()).toBe('Dear Kim Feld,\n\nAgent One');
  await agent.getByLabel('Answer by mail').fill('Dear Kim,\nit was a cold winter.');
  await picture(agent, 'contacts-mail-file');
  expect(await seriousFaults(agent)).toEqual([]);
  await agent.getByLabel('Answer by mail').press('Control+Enter');
  await agent.getByRole('log').getByText('it was a cold winter.').waitFor();
  await agent.getByRole('link', { name: /prices\.txt/ }).waitFor();
  expect(letters.answers.map(({ text, attachments }) => [text, attachments.map(({ name }) => name)])).toEqual([
    ['Dear Kim,\nit was a cold winter.', ['prices.txt']],
  ]);
  expect(await agent.getByRole('list', { name: 'Attached files' }).getByRole('listitem').count()).toBe(1);
  await picture(agent, 'contacts-mail');
  expect(await seriousFaults(agent)).toEqual([]);
  await agent.getByRole('button', { name: /^Close mail/ }).click();
  await finish(agent);
}, 120_000);

it('lets an agent ask a colleague while the customer is on hold, talk all together, and leave the customer there', async () => {
  await agent.getByText('Waiting for a contact').waitFor();
  const call = await telephone.call('+49221470801');
  await agent.getByRole('button', { name: /^Accept/ }).click();
  await colleague.getByRole('button', { name: /^Ready/ }).click();
  await agent.getByRole('button', { name: 'Transfer…' }).click();
  await agent.getByLabel('To', { exact: true }).selectOption('Agent Two (Ready)');
  await agent.getByRole('button', { name: 'Ask first' }).click();
  await agent.getByText('Agent Two is being called.').waitFor();
  await colleague.getByRole('button', { name: /^Accept/ }).click();
  await agent.getByText('You are talking with Agent Two. The customer is on hold.').waitFor();
  await picture(agent, 'contacts-consulting');
  expect(await seriousFaults(agent)).toEqual([]);
  await agent.getByRole('button', { name: 'All together' }).click();
  await agent.getByRole('heading', { name: 'Conference' }).waitFor();
  await agent.getByRole('button', { name: /^Hang up/ }).click();
  await finish(agent);
  await colleague.getByRole('heading', { name: 'In conversation' }).waitFor();
  await telephone.leave(call);
  await finish(colleague);
}, 120_000);

it('gives a call to a number outside when no colleague can be asked', async () => {
  await agent.getByText('Waiting for a contact').waitFor();
  await colleague.getByRole('button', { name: /^Not ready/ }).press('ArrowDown');
  await colleague.getByRole('menuitem', { name: 'Break' }).press('Enter');
  const call = await telephone.call('+49221470801');
  await agent.getByRole('button', { name: /^Accept/ }).click();
  await agent.getByRole('button', { name: 'Transfer…' }).click();
  await agent.getByLabel('To', { exact: true }).selectOption('Agent Two (Not ready)');
  expect(await agent.getByRole('button', { name: 'Ask first' }).isDisabled()).toBe(true);
  await agent.getByLabel('or to a number').fill('+4930123456');
  await agent.getByRole('button', { name: 'Transfer now' }).click();
  await finish(agent);
  await telephone.leave(call);
}, 60_000);

it('records a call when the customer has agreed, pauses while card data are spoken, and ends it', async () => {
  await agent.getByText('Waiting for a contact').waitFor();
  const call = await telephone.call('+49221470801');
  await agent.getByRole('button', { name: /^Accept/ }).click();
  const card = agent.getByRole('region', { name: 'In conversation' });
  await card.getByText('Not recorded').waitFor();
  await card.getByRole('button', { name: 'Record…' }).click();
  await agent.getByRole('dialog').getByText('Ask the customer first.').waitFor();
  await agent.getByRole('button', { name: 'Cancel' }).click();
  await card.getByText('Not recorded').waitFor();
  await card.getByRole('button', { name: 'Record…' }).click();
  expect(await seriousFaults(agent)).toEqual([]);
  await agent.getByRole('button', { name: 'The customer has agreed' }).click();
  await card.getByText('Recording', { exact: true }).waitFor();
  await card.getByRole('button', { name: 'Pause recording' }).click();
  await card.getByText('Recording paused').waitFor();
  await picture(agent, 'contacts-recording');
  expect(await seriousFaults(agent)).toEqual([]);
  await card.getByRole('button', { name: 'Resume recording' }).click();
  await card.getByText('Recording', { exact: true }).waitFor();
  const [recorded] = await company.running.get(ContactCentre).contacts({ contact: call });
  expect(recorded?.recording).toMatchObject({ paused: false, consent: 'customer', by: 'agent1' });
  await card.getByRole('button', { name: 'Stop recording' }).click();
  await card.getByText('Not recorded').waitFor();
  await card.getByRole('button', { name: 'Record…' }).waitFor();
  await telephone.leave(call);
  await finish(agent);
}, 60_000);

it('pauses the recording by itself while the script asks a private question, and says so', async () => {
  await agent.getByText('Waiting for a contact').waitFor();
  const call = await telephone.call('+49221470801');
  await agent.getByRole('button', { name: /^Accept/ }).click();
  const card = agent.getByRole('region', { name: 'In conversation' });
  await card.getByRole('button', { name: 'Record…' }).click();
  await agent.getByRole('button', { name: 'The customer has agreed' }).click();
  await agent.getByRole('button', { name: /Payment by card/ }).click();
  await agent.getByLabel('How much is paid?').fill('12');
  await agent.getByLabel('How much is paid?').press('Enter');
  await agent.getByLabel('What is the number of the card?').waitFor();
  await card.getByText('Recording paused: private question').waitFor();
  await picture(agent, 'contacts-private-question');
  expect(await seriousFaults(agent)).toEqual([]);
  await card.getByRole('button', { name: 'Resume recording' }).click();
  await agent.getByRole('dialog').getByText('would be in the recording').waitFor();
  expect(await seriousFaults(agent)).toEqual([]);
  await agent.getByRole('button', { name: 'Cancel' }).click();
  await agent.getByLabel('What is the number of the card?').fill('4111 1111 1111 1111');
  await agent.getByLabel('What is the number of the card?').press('Enter');
  await agent.getByText('Is a receipt wanted?').waitFor();
  await card.getByText('Recording', { exact: true }).waitFor();
  await telephone.leave(call);
  await finish(agent);
}, 60_000);

it('lets an agent go on with a dialog whose private question could not be shown yet', async () => {
  await agent.getByText('Waiting for a contact').waitFor();
  const call = await telephone.call('+49221470801');
  await agent.getByRole('button', { name: /^Accept/ }).click();
  telephone.pauses = false;
  await agent.getByRole('button', { name: /Number of the card/ }).click();
  await agent.getByText('The dialog cannot be shown').waitFor();
  await agent.getByRole('button', { name: 'Try again' }).press('Enter');
  await agent.getByText('The dialog cannot be shown').waitFor();
  await picture(agent, 'contacts-still-recorded');
  expect(await seriousFaults(agent)).toEqual([]);
  telephone.pauses = true;
  await agent.getByRole('button', { name: 'Try again' }).press('Enter');
  await agent.getByLabel('What is the number of the card?').waitFor();
  expect(await company.running.get(Dialogs).list({ contact: call })).toHaveLength(1);
  await telephone.leave(call);
  await finish(agent);
}, 60_000);

it('lets an agent hear the message that a caller has left', async () => {
  await telephone.leaveMessage('+49301', 'letters');
  await agent.getByRole('region', { name: 'New contact' }).waitFor();
  await agent.getByRole('button', { name: /^Accept/ }).click();
  await agent.getByText('Message of 0:01').waitFor();
  const ended = await agent.locator('audio').evaluate(async (player: HTMLAudioElement) => {
    const end = new Promise<boolean>((resolve) => {
      player.addEventListener('ended', () => resolve(true));
      player.addEventListener('error', () => resolve(false));
    });
    player.muted = true;
    await player.play();
    return end;
  });
  expect(ended).toBe(true);
  expect(await seriousFaults(agent)).toEqual([]);
  await picture(agent, 'voicemail');
  await agent.getByRole('button', { name: /^Close message/ }).click();
  await finish(agent);
});
