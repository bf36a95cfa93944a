import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@caruso/core';
import { Dialogs } from '@caruso/script-engine/contract';
import { type Browser, launchBrowser, logIn, type Page, pageAt, picture, seriousFaults } from '@caruso/test-browser';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFailed } from 'vitest';
import { PASSWORD } from './border.js';
import { type Company, startCompany } from './company.js';

const KEYS = `<?xml version="1.0" encoding="UTF-8"?>
<!-- Who has lost a key? -->
<script id="keys" version="3" lang="en" languages="en de" title="Lost keys" on="agent web ivr">
  <title lang="de">Verlorene Schlüssel</title>
  <question id="lost" type="choice"> <!-- first of all -->
    <text>What has been lost?</text>
    <text lang="de">Was ist verloren?</text>
    <hint>Ask calmly.</hint>
    <option value="key">The key<text lang="de">Der Schlüssel</text></option>
    <option value="box">The whole letterbox<text lang="de">Der ganze Kasten</text></option>
    <go when="answers.lost == 'box'" to="police"/>
  </question>
  <question id="count" type="number" when="answers.lost == 'key'">
    <text>How many keys do you need?</text>
    <text lang="de">Wie viele Schlüssel brauchen Sie?</text>
  </question>
  <end id="ordered" outcome="ordered">
    <text>The keys are on their way.</text>
    <text lang="de">Die Schlüssel sind unterwegs.</text>
  </end>
  <end id="police" outcome="referred">
    <text>Please report that to the police.</text>
    <text lang="de">Bitte melden Sie das der Polizei.</text>
  </end>
</script>
`;

/** A script of five hundred elements. */
const LONG = `<script id="long" version="1" lang="en" title="Long" on="agent">
${Array.from({ length: 498 }, (_, at) => {
  const go = at % 7 === 0 ? `<go when="answers.q${at} == 1" to="q${Math.min(497, at + 5)}"/>` : '';
  return `<question id="q${at}" type="number"><text>Question ${at}?</text>${go}</question>`;
}).join('\n')}
<end id="done" outcome="done"><text>Done.</text></end>
</script>
`;

describe('the script studio', () => {
  let browser: Browser;
  let company: Company;
  let folder: string;
  let page: Page;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'front-office-studio-'));
    writeFileSync(join(folder, 'keys.xml'), KEYS);
    writeFileSync(join(folder, 'long.xml'), LONG);
    browser = await launchBrowser();
    company = await startCompany({}, systemClock, { scripts: folder, studio: {} });
    page = await pageAt(browser, company.url, 1280, 860);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await logIn(page, 'ada', PASSWORD);
    await page.getByText('no service control').waitFor();
    page.on('dialog', (dialog) => dialog.accept());
  });
  beforeEach(async () => {
    onTestFailed(() => picture(page, 'failed-script-studio'));
    rmSync(join(folder, 'drafts'), { recursive: true, force: true });
    await page.setViewportSize({ width: 1280, height: 860 });
    await page.goto('/studio/scripts?script=keys.xml');
    await drawn('lost').waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    await company?.running.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const graph = () => page.getByRole('listbox', { name: 'Elements of the script' });
  const node = (name: string) => graph().getByRole('option', { name: new RegExp(`^${name}`) });
  const drawn = (key: string) => page.locator(`[data-node="${key}"]`);
  const xml = () => page.getByLabel('Text of keys.xml');
  const tab = (name: string) => page.getByRole('tab', { name });
  const said = (sentence: string | RegExp) => page.getByRole('status').filter({ hasText: sentence }).waitFor();
  const button = (name: string) => page.getByRole('button', { name, exact: true });

  it('shows a script as graph and text, and each element with what can be changed', async () => {
    await drawn('lost').click();
    await page.getByRole('heading', { name: 'question lost' }).waitFor();
    await page.getByLabel('Text of hint').waitFor();
    expect(await page.getByLabel('Text of hint').inputValue()).toBe('Ask calmly.');
    await said('No problems');
    await picture(page, 'script-studio');
  });

  it('changes the text by the form, in one place and with comments kept, and undoes it for both sides', async () => {
    await drawn('count').click();
    const id = page.getByLabel('unit', { exact: true });
    await id.fill('pieces');
    await id.press('Enter');
    await node('Question count, number, pieces').waitFor({ state: 'attached' });
    const changed = KEYS.replace(
      'type="number" when="answers.lost == \'key\'"',
      'type="number" when="answers.lost == \'key\'" unit="pieces"',
    );
    expect(await xml().inputValue()).toBe(changed);
    await button('Undo').click();
    await node('Question count, number, if').waitFor({ state: 'attached' });
    expect(await xml().inputValue()).toBe(KEYS);
    await button('Redo').click();
    await node('Question count, number, pieces').waitFor({ state: 'attached' });
  });

  it('draws what is typed, and leads from a problem to its line and its node', async () => {
    await xml().fill(KEYS.replace('to="police"/>', 'to="polic"/>'));
    await said('1 error');
    await page.getByRole('button', { name: /polic/ }).click();
    const selected = await xml().evaluate((area: HTMLTextAreaElement) =>
      area.value.slice(area.selectionStart, area.selectionEnd),
    );
    expect(selected).toBe('polic');
    await graph()
      .getByRole('option', { name: /Has errors/, selected: true })
      .waitFor();
    expect(await button('Publish…').isDisabled()).toBe(true);
    await xml().fill(KEYS.replace('</question>', ''));
    await said(/error/);
    await page.getByText('Elements can be changed when the text can be read again.').waitFor();
    expect(await node('Question lost').count()).toBe(1);
  });

  it('is used by the keyboard alone: walk, change, add, move, remove, undo', async () => {
    await graph().focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowDown');
    await page.getByRole('heading', { name: 'question lost' }).waitFor();
    await page.keyboard.press('ArrowRight');
    await page.getByRole('heading', { name: 'end police' }).waitFor();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Alt+ArrowUp');
    await said('Moved up.');
    expect((await xml().inputValue()).indexOf('id="ordered"')).toBeLessThan(
      (await xml().inputValue()).indexOf('id="count"'),
    );
    await page.keyboard.press('Control+z');
    await expect.poll(() => xml().inputValue()).toBe(KEYS);
    await graph().focus();
    await page.keyboard.press('End');
    await page.keyboard.press('Delete');
    await said(/^Removed/);
    expect(await node('End police').count()).toBe(0);
    await page.keyboard.press('Control+z');
    await node('End police').waitFor({ state: 'attached' });
    await graph().focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toMatch(/INPUT|TEXTAREA|SELECT/);
  });

  it('adds a question behind the chosen element, with everything it must have', async () => {
    await drawn('count').click();
    await button('Add after').click();
    await said('A new question stands in the script.');
    await page.getByRole('heading', { name: 'question question1' }).waitFor();
    await page.getByLabel('Text of text').fill('To which address?');
    await page.getByLabel('Text of text').blur();
    await node('Question question1, text. To which address?').waitFor({ state: 'attached' });
    expect(await xml().inputValue()).toContain('<text>To which address?</text>');
  });

  it('shows what is said on every channel, and leads a dialog without services', async () => {
    await drawn('lost').click();
    await tab('Preview').click();
    await page.getByLabel('Language').selectOption('de');
    const agent = page.getByRole('region', { name: 'Agent' });
    await agent.getByText('Was ist verloren?').waitFor();
    await agent.getByText('Ask calmly.').waitFor();
    await page.getByRole('region', { name: 'Telephone' }).getByText('Der Schlüssel', { exact: true }).waitFor();
    await page.getByRole('region', { name: 'Chat' }).getByText('does not run here').waitFor();
    await tab('Run').click();
    const dialog = page.getByRole('region', { name: 'Dialog' });
    await dialog.getByText('The whole letterbox').click();
    await dialog.getByText('Please report that to the police.').waitFor();
    await page.getByText('Outcome: referred').waitFor();
    await button('Take back').click();
    await dialog.getByText('What has been lost?').waitFor();
  });

  it('keeps a draft, publishes it under a raised version, and rolls it back', async () => {
    await xml().fill(KEYS.replace('What has been lost?', 'What did you lose?'));
    await node('Question lost, choice. What did you lose').waitFor({ state: 'attached' });
    await button('Save draft').click();
    await said('The draft is saved.');
    expect(readFileSync(join(folder, 'keys.xml'), 'utf8')).toBe(KEYS);
    await button('Publish…').click();
    const dialog = page.getByRole('dialog');
    expect(await dialog.getByLabel('Version').inputValue()).toBe('4');
    await dialog.getByRole('button', { name: 'Publish', exact: true }).click();
    await said('Version 4 is live');
    expect(readFileSync(join(folder, 'keys.xml'), 'utf8')).toContain('version="4"');
    await tab('Versions').click();
    await button('Roll back to 3').click();
    await node('Question lost, choice. What has been lost').waitFor({ state: 'attached' });
    await expect.poll(() => readFileSync(join(folder, 'keys.xml'), 'utf8')).toBe(KEYS);
  });

  it('tells where open dialogs would stand before it publishes, and paints where they are', async () => {
    const dialogs = company.running.get(Dialogs);
    for (const customer of ['1', '2']) {
      const begun = await dialogs.begin({ script: 'keys', channel: 'agent', owner: 'agent1', customer });
      if (customer === '1')
        await dialogs.answer({ dialog: begun.dialog, step: begun.step, who: 'agent1', value: 'key' });
    }
    await tab('Statistics').click();
    await page.getByText('2 dialogs: 0 ended, 0 left, 2 open.').waitFor();
    await graph()
      .getByRole('option', { name: /Shown 2 times/ })
      .waitFor({ state: 'attached' });
    expect(await drawn('lost').getAttribute('data-left')).toBe('0');
    expect(await seriousFaults(page)).toEqual([]);
    await picture(page, 'script-statistics');
    await xml().fill(KEYS.replace('version="3"', 'version="9"').replace('The keys are', 'Your keys are'));
    await button('Publish…').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('2 open dialogs stay on the version they were begun on.').waitFor();
    await dialog.getByLabel('Let the 2 that can go on on the new version').check();
    await picture(page, 'script-publish');
    await dialog.getByRole('button', { name: 'Publish', exact: true }).click();
    await said('Version 9 is live');
    const versions = async () => (await dialogs.list({ state: 'open' })).map(({ version }) => version);
    await expect.poll(versions).toEqual(['9', '9']);
    await tab('Versions').click();
    await button('Roll back to 3').first().click();
    await expect.poll(() => readFileSync(join(folder, 'keys.xml'), 'utf8')).toBe(KEYS);
  });

  it('says when somebody else has saved meanwhile, and lets one choose', async () => {
    await xml().fill(`${KEYS}<!-- mine -->`);
    await page.evaluate(async () => {
      const session = await (await fetch('/api/session')).json();
      const opened = await (await fetch('/api/studio/scripts/keys.xml')).json();
      await fetch('/api/studio/scripts/keys.xml/save', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-csrf-token': session.csrf },
        body: JSON.stringify({ text: `${opened.text}<!-- theirs -->`, hash: opened.hash }),
      });
    });
    await button('Save draft').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('keys.xml was changed by somebody else').waitFor();
    await dialog.getByRole('button', { name: 'Take theirs' }).click();
    await expect.poll(() => xml().inputValue()).toBe(`${KEYS}<!-- theirs -->`);
  });

  it('begins a new script, which is checked and can be published', async () => {
    await button('New script…').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Id').fill('1st');
    await dialog.getByText('Begin with a letter').waitFor();
    await dialog.getByLabel('Id').fill('keys');
    await dialog.getByRole('button', { name: 'Create draft' }).click();
    await dialog.getByText('there is such a script already').waitFor();
    await dialog.getByLabel('Id').fill('lost-and-found');
    await dialog.getByRole('button', { name: 'Create draft' }).click();
    await drawn('first').waitFor();
    await said('No problems');
    expect(await page.getByRole('combobox', { name: 'Script', exact: true }).inputValue()).toBe('lost-and-found.xml');
    expect(await button('Publish…').isEnabled()).toBe(true);
  });

  it('opens a script of five hundred elements, and draws only what is seen', async () => {
    await page.goto('/studio/scripts?script=long.xml');
    await node('Question q0,').waitFor({ state: 'attached' });
    expect(await graph().getByRole('option').count()).toBe(500);
    expect(await page.locator('[data-node]').count()).toBeLessThan(60);
    await graph().focus();
    await page.keyboard.press('End');
    await drawn('done').waitFor();
    await page.keyboard.press('ArrowUp');
    await page.getByRole('heading', { name: 'question q497' }).waitFor();
  });

  it.each([1280, 800, 400])('has no serious faults for people with disabilities, %i pixels wide', async (width) => {
    await page.setViewportSize({ width, height: 860 });
    await drawn('lost').click();
    await page.getByLabel('Text of hint').waitFor();
    await picture(page, `script-studio-${width}`);
    expect(await seriousFaults(page)).toEqual([]);
    await tab('Preview').click();
    await page.getByRole('region', { name: 'Agent' }).waitFor();
    expect(await seriousFaults(page)).toEqual([]);
    await tab('Run').click();
    await page.getByRole('region', { name: 'Dialog' }).waitFor();
    expect(await seriousFaults(page)).toEqual([]);
  });
});
