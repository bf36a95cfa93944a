import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@caruso/core';
import { type Browser, launchBrowser, logIn, type Page, pageAt, picture, seriousFaults } from '@caruso/test-browser';
import { afterAll, beforeAll, describe, expect, it, onTestFailed } from 'vitest';
import { PASSWORD } from './border.js';
import { type Company, startCompany } from './company.js';

const DAMAGE = `<script id="damage" version="1" lang="en" title="A damage" on="agent web">
  <question id="what" type="choice">
    <text>What is damaged?</text>
    <option value="wall">The wall</option>
    <option value="roof">The roof</option>
  </question>
  <question id="photo" type="file" accept="image/png" maxsize="300kB"><text>Is there a photo?</text></question>
  <question id="since" type="text"><text>Since when?</text></question>
  <question id="more" type="text"><text>What else?</text></question>
  <end id="done" outcome="noted"><text>It is noted.</text></end>
</script>`;
const photo = (name: string, content: string) => ({
  ...{ name, mimeType: 'image/png' },
  buffer: Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.from(content)]),
});

describe('a dialog on the desktop of an agent', () => {
  let browser: Browser;
  let company: Company;
  let folder: string;
  let agent: Page;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'agent-dialog-'));
    writeFileSync(join(folder, 'damage.xml'), DAMAGE);
    [browser, company] = await Promise.all([launchBrowser(), startCompany({}, systemClock, { scripts: folder })]);
    agent = await pageAt(browser, company.url);
    await logIn(agent, 'agent1', PASSWORD);
    await agent.getByRole('button', { name: /Start shift/ }).click();
    await agent.getByRole('button', { name: /^Ready/ }).click();
    await company.gateway.call('+49221470801');
    await agent.getByRole('button', { name: /^Accept/ }).click();
    await agent.getByRole('button', { name: 'A damage' }).click();
  });
  afterAll(async () => {
    await browser?.close();
    await company?.running.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const answered = () => agent.getByRole('region', { name: 'Answers so far' });

  it('takes a file, says which it takes, and gives it back', async () => {
    onTestFailed(() => picture(agent, 'failed-agent-dialog'));
    await agent.getByRole('button', { name: 'The wall' }).click();
    await agent.getByText('PNG, at most 300 kB').waitFor();
    const choose = agent.locator('input[type=file]');
    await choose.setInputFiles({ name: 'wall.png', mimeType: 'image/png', buffer: Buffer.from('<html>') });
    await agent.getByRole('button', { name: 'Continue' }).click();
    await agent.getByText('Please choose a file of one of these types: PNG.').waitFor();
    await picture(agent, 'agent-file');
    expect(await seriousFaults(agent)).toEqual([]);
    await choose.setInputFiles(photo('wall.png', 'a wall'));
    await agent.getByRole('button', { name: 'Continue' }).click();
    const [download] = await Promise.all([
      agent.waitForEvent('download'),
      answered().getByRole('link', { name: 'wall.png (1 kB)' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('wall.png');
  });

  it('corrects an earlier answer with “Change”, and goes on where it was', async () => {
    onTestFailed(() => picture(agent, 'failed-agent-dialog'));
    await agent.getByLabel('Since when?').fill('Monday');
    await agent.getByRole('button', { name: 'Continue' }).click();
    await agent.getByLabel('What else?').waitFor();
    await answered().getByRole('button', { name: 'Change: Since when?' }).click();
    await agent.getByLabel('Since when?').fill('Tuesday');
    await agent.getByRole('button', { name: 'Continue' }).click();
    await agent.getByLabel('What else?').waitFor();
    await answered().getByText('Tuesday').waitFor();
  });

  it('is handed to the customer with a link, shows that it has moved, and is taken back with what he has said', async () => {
    onTestFailed(() => picture(agent, 'failed-agent-dialog'));
    await agent.getByRole('button', { name: 'Link for the customer' }).click();
    const link = await agent.getByRole('dialog').getByLabel('Address').inputValue();
    await agent.getByRole('button', { name: 'Close' }).click();

    const customer = await pageAt(browser, company.url, 500, 800);
    await customer.goto(link);
    await customer.getByRole('button', { name: 'Continue' }).click();
    await customer.getByLabel('What else?').waitFor();
    await agent.getByText('somebody else goes on with it now').waitFor();
    expect(await agent.getByLabel('What else?').count()).toBe(0);
    await picture(agent, 'agent-moved');
    expect(await seriousFaults(agent)).toEqual([]);
    await customer.getByRole('button', { name: 'Back' }).click();
    await customer.getByLabel('Since when?').fill('Wednesday');
    await customer.getByRole('button', { name: 'Continue' }).click();

    await agent.getByRole('button', { name: 'Take it back' }).click();
    await agent.getByLabel('What else?').fill('Nothing');
    await answered().getByText('Wednesday').waitFor();
    await agent.getByRole('button', { name: 'Continue' }).click();
    await agent.getByText('It is noted.').waitFor();
  });
});
