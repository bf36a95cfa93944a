import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openStore } from '@caruso/storage-manager';
import type { Row } from '@caruso/storage-manager/contract';
import { type Browser, launchBrowser, logIn, type Page, pageAt, picture, seriousFaults } from '@caruso/test-browser';
import { simpleParser } from 'mailparser';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFailed } from 'vitest';
import { ABLESUNG, UMZUG } from '../src/billing/legacy-schema.js';
import { phoneOf } from '../src/demo/generate.js';
import { UtilityProcess } from './utility-process.js';

const MOVING = '+49892000';
const SCENARIO = `<?xml version="1.0"?>
<scenario id="first-light">
  <caller id="mover" at="1s" from="${phoneOf(1)}" to="${MOVING}" patience="20m"/>
  <caller id="patient" at="2s" from="${phoneOf(2)}" to="${MOVING}" patience="20m"/>
  <caller id="hasty" at="3s" from="${phoneOf(3)}" to="${MOVING}" patience="25s"/>
</scenario>`;

/** A day as the page's date field and the script take it. */
const dayFromNow = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

let company: UtilityProcess;
let browser: Browser;
let supervisor: Page;
let agent: Page;

beforeAll(async () => {
  company = await UtilityProcess.prepare(SCENARIO);
  [browser] = await Promise.all([launchBrowser(), company.start()]);
  supervisor = await pageAt(browser, company.url);
  agent = await pageAt(browser, company.url);
}, 90_000);
afterAll(async () => {
  await browser?.close();
  await company?.remove();
});

beforeEach(() => {
  onTestFailed(async () => {
    await picture(agent, 'failed-agent');
    await picture(supervisor, 'failed-supervisor');
  });
});

const waitingCallers = () => supervisor.getByRole('rowheader');

describe('a day at the utility, from the first call to the report', () => {
  it('refuses a wrong password with a plain message', async () => {
    await logIn(agent, 'agent1', 'wrong-password');
    await agent
      .getByRole('alert')
      .getByText(/password/i)
      .waitFor();
  });

  it('shows the supervisor who is waiting, before any agent is there, and forgets who gives up', async () => {
    await logIn(supervisor, 'supervisor', company.passwordOf('supervisor'));
    await supervisor.getByText(phoneOf(3)).waitFor();
    await supervisor.getByText(phoneOf(3)).waitFor({ state: 'detached', timeout: 45_000 });
    await supervisor.getByText(phoneOf(1)).waitFor();
    await supervisor.getByText(phoneOf(2)).waitFor();
  });

  it('offers the longest waiting caller to the agent who becomes ready, and shows who it is', async () => {
    await logIn(agent, 'agent1', company.passwordOf('agent1'));
    await agent.getByRole('button', { name: /Start shift/ }).click();
    await agent.getByRole('button', { name: /^Ready/ }).click();
    await agent.getByRole('button', { name: /^Accept/ }).click();
    await agent.getByRole('button', { name: /^Hang up/ }).waitFor();
    await agent.getByText('customer1@example.org').waitFor();
    await supervisor.getByText(/Busy/).first().waitFor();
  });

  it('leads the agent by the queue’s script and refuses a wrong answer with the script’s words', async () => {
    await agent.getByRole('button', { name: 'Move to a new home' }).click();
    await agent.getByText('A new home, congratulations!').waitFor();
    await agent.getByText('Lives at').waitFor();
    await agent.getByRole('button', { name: 'Continue' }).click();
    await answerDate(agent, dayFromNow(-100));
    await agent.getByText('A move more than six weeks ago needs the written form.').waitFor();
    await answerDate(agent, dayFromNow(30));
    await agent.getByLabel('Street').fill('Neue Straße');
    await agent.getByLabel('House number').fill('5');
    await agent.getByLabel('Postal code').fill('80331');
    await agent.getByLabel('City').fill('München');
    await agent.getByRole('button', { name: 'Continue' }).click();
    await agent.getByText('Which tariff would you like at the new home?').waitFor();
    await picture(agent, 'agent-desktop');
    expect(await seriousFaults(agent)).toEqual([]);
  });

  it('survives SIGKILL in the middle of the dialog and of the queue: both go on', async () => {
    await company.end('SIGKILL');
    await company.start();
    await supervisor.reload();
    await supervisor.getByText(phoneOf(2)).waitFor();
    expect(
      await waitingCallers()
        .filter({ hasText: phoneOf(1) })
        .count(),
    ).toBe(0);
    await agent.reload();
    await agent.getByText('Which tariff would you like at the new home?').waitFor();
    await agent.getByRole('button', { name: /^Hang up/ }).waitFor();
  }, 60_000);

  it('orders the move: in the billing system, by mail, and on the screen', async () => {
    await agent.getByRole('button', { name: /Green electricity/ }).click();
    await agent.getByText(/Is that right/).waitFor();
    await agent.getByRole('button', { name: /Yes$/ }).click();
    await agent.getByText('Your move is ordered under the number').waitFor();
    const [order, ...more] = await billingRows(UMZUG);
    expect(more).toEqual([]);
    expect(order).toMatchObject({ KD_NR: 'K100001', STR: 'Neue Straße 5', PLZ: '80331', TARIF: 'green', STATUS: 'O' });
    const [letter] = await mails();
    expect(letter?.subject).toBe(`Your move: order ${order?.AUFTR_NR}`);
  });

  it('keeps the contact in the history after the wrap-up, gives the agent the next caller, and then the pause asked for', async () => {
    await agent.getByRole('button', { name: /^Hang up/ }).click();
    await agent.getByLabel('Disposition').selectOption({ label: 'Move ordered' });
    await agent.getByLabel('Note').fill('keys on the day');
    await agent.getByRole('button', { name: /^Finish/ }).click();
    await agent.getByRole('button', { name: /^Accept/ }).click();
    await agent.getByText('customer2@example.org').waitFor();
    await agent.getByRole('button', { name: 'Pause after this' }).click();
    await agent.getByRole('menuitem', { name: 'Break' }).click();
    await agent.getByRole('button', { name: /^After this: Break/ }).waitFor();
    await agent.getByRole('button', { name: /^Hang up/ }).click();
    await agent.getByLabel('Disposition').selectOption({ label: 'Question answered' });
    await agent.getByRole('button', { name: /^Finish/ }).click();
    await agent.getByRole('button', { name: /^Ready/ }).waitFor();
    await agent.getByRole('textbox', { name: /search/i }).fill('K100001');
    await agent
      .getByText(/K100001/)
      .first()
      .click();
    await agent.getByRole('tab', { name: 'History' }).click();
    await agent.getByText('keys on the day').waitFor();
    await agent.getByRole('tab', { name: /^Contacts/ }).click();
    await agent.getByRole('region', { name: 'Contacts' }).getByText('keys on the day').waitFor();
    await picture(agent, 'agent-history');
  });

  it('keeps who changed what of a customer, and shows it beside what belongs to him', async () => {
    await agent.getByRole('button', { name: 'Edit' }).click();
    await agent.getByLabel('Email').fill('moved@example.org');
    await agent.getByRole('button', { name: 'Save' }).click();
    await agent.getByRole('tab', { name: 'Changes' }).click();
    const changes = agent.getByRole('list', { name: 'Changes' });
    await changes.getByText('Changed by agent1').waitFor();
    await changes.getByText('Email: customer1@example.org → moved@example.org').waitFor();
    await picture(agent, 'agent-changes');
    expect(await seriousFaults(agent)).toEqual([]);
  });

  it('serves the customer on the web by the same engine, without an agent', async () => {
    const customer = await pageAt(browser, company.url, 390, 844);
    await logIn(customer, 'customer1', company.passwordOf('customer1'));
    await customer.getByRole('button', { name: /Report a meter reading/ }).click();
    await customer.getByRole('button', { name: 'Continue' }).click();
    await customer.getByRole('textbox').fill('1');
    await customer.getByRole('button', { name: 'Continue' }).click();
    const complaint = (await customer.getByText(/The last reading was/).textContent()) ?? '';
    const last = Number(complaint.replaceAll(/\D/g, ''));
    await picture(customer, 'self-service');
    expect(await seriousFaults(customer)).toEqual([]);
    await customer.getByRole('textbox').fill(String(last + 700));
    await customer.getByRole('button', { name: 'Continue' }).click();
    await customer.getByText('Thank you, your readings are entered.').waitFor();
    expect(await billingRows(ABLESUNG)).toMatchObject([{ STAND: last + 700, STATUS: ' ' }]);
    await customer.context().close();
    const [reading] = await readingsOf('agent1', 'E-100010');
    expect(reading).toMatchObject({ value: `${last + 700}.000`, source: 'web' });
  });

  it('counts it all in the report', async () => {
    await supervisor.getByRole('tab', { name: 'Report' }).click();
    const table = supervisor.getByRole('region', { name: 'Incoming contacts, table' });
    const row = table.getByRole('row', { name: /Moving house/ });
    await row.waitFor();
    const cells = await row.getByRole('cell').allInnerTexts();
    expect(cells.slice(0, 4)).toEqual(['Moving house', '3', '2', '1']);
    await picture(supervisor, 'report');
    expect(await seriousFaults(supervisor)).toEqual([]);
  });

  it('stops in order when it is told to', async () => {
    expect(await company.end('SIGTERM')).toBe(0);
  });
});

async function answerDate(page: Page, day: string): Promise<void> {
  await page.locator('input[type=date]').fill(day);
  await page.getByRole('button', { name: 'Continue' }).click();
}

async function billingRows(table: typeof UMZUG | typeof ABLESUNG): Promise<readonly Row[]> {
  const store = await openStore('billing', { url: `sqlite:${join(company.data, 'billing.db')}`, schema: 'readonly' });
  try {
    const columns = Object.values(table).filter((column) => typeof column === 'object');
    return await store.select({ table: table.table, columns });
  } finally {
    await store.close();
  }
}

/** The readings of a meter as an agent gets them, newest first. */
async function readingsOf(login: string, meter: string): Promise<readonly unknown[]> {
  const page = await pageAt(browser, company.url);
  await logIn(page, login, company.passwordOf(login));
  await page.getByText('Log out').waitFor();
  const answer = await page.request.get(`/api/objects/Meter/${meter}?include=readings`);
  const { links } = (await answer.json()) as { links: { readings: { values: { at: string } }[] } };
  await page.context().close();
  return links.readings.map(({ values }) => values).sort((a, b) => b.at.localeCompare(a.at));
}

async function mails() {
  const folder = join(company.data, 'mail');
  const files = await readdir(folder);
  return Promise.all(files.map(async (file) => simpleParser(await readFile(join(folder, file)))));
}
