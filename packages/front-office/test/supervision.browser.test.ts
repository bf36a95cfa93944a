import { ContactCentre } from '@caruso/communication-server/contract';
import { type Browser, launchBrowser, logIn, type Page, pageAt, picture, seriousFaults } from '@caruso/test-browser';
import { afterAll, beforeAll, describe, expect, it, onTestFailed } from 'vitest';
import { PASSWORD } from './border.js';
import { type SupervisedCompany, startSupervisedCompany } from './supervised-company.js';

describe('a supervisor at the monitor', () => {
  let browser: Browser;
  let company: SupervisedCompany;
  let page: Page;

  beforeAll(async () => {
    [company, browser] = await Promise.all([startSupervisedCompany(), launchBrowser()]);
    page = await pageAt(browser, company.url);
    await logIn(page, 'sam', PASSWORD);
    await company.answer('agent1', '0221 470801');
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await company?.running.stop();
  });

  const centre = () => company.running.get(ContactCentre);
  const row = (name: string) => page.getByRole('row', { name: new RegExp(`^${name} `) });
  const menuOf = (name: string) => page.getByRole('button', { name: `Actions for ${name}` });
  const item = (name: string) => page.getByRole('menuitem', { name, exact: true });
  const focused = () =>
    page.evaluate(() => {
      const { activeElement, body } = document;
      return activeElement === body ? 'nothing' : activeElement?.textContent || activeElement?.ariaLabel;
    });
  const supervisors = async () => {
    const [talk] = (await centre().agent({ agent: 'agent1' })).contacts;
    return (talk?.supervisors ?? []).map(({ supervisor, mode }) => `${supervisor} ${mode}`);
  };
  const keepPicture = () => onTestFailed(() => picture(page, 'failed-supervision'));

  it('sees with whom an agent talks, listens, whispers, takes part, and stops', async () => {
    keepPicture();
    await row('Agent One').getByText('0221 470801 · Kim Feld').waitFor();
    await menuOf('Agent One').click();
    await picture(page, 'supervision-menu');
    expect(await seriousFaults(page)).toEqual([]);
    await item('Listen').click();
    const own = page.getByRole('group', { name: 'Supervision of Agent One' });
    await own.getByText('You listen').waitFor();
    expect(await supervisors()).toEqual(['desk listen']);
    await own.getByRole('button', { name: 'Whisper' }).click();
    await own.getByText('You whisper').waitFor();
    await own.getByRole('button', { name: 'Barge in' }).click();
    await own.getByText('You join in').waitFor();
    expect(await own.getByRole('button', { name: 'Barge in', pressed: true }).count()).toBe(1);
    await picture(page, 'supervision');
    expect(await seriousFaults(page)).toEqual([]);
    await own.getByRole('button', { name: 'Stop' }).click();
    await own.waitFor({ state: 'detached' });
    expect(await supervisors()).toEqual([]);
  });

  it('does all of it by keyboard, with the place kept', async () => {
    keepPicture();
    const { keyboard } = page;
    await menuOf('Agent One').focus();
    await keyboard.press('Enter');
    await expect.poll(focused).toBe('Listen');
    await keyboard.press('ArrowDown');
    expect(await focused()).toBe('Whisper to the agent');
    await keyboard.press('ArrowUp');
    await keyboard.press('ArrowUp');
    expect(await focused()).toBe('After the contact: Break');
    await keyboard.press('Escape');
    await item('Listen').waitFor({ state: 'detached' });
    await expect.poll(focused).toBe('Actions for Agent One');

    await keyboard.press('ArrowDown');
    await expect.poll(focused).toBe('Listen');
    await keyboard.press('Home');
    await keyboard.press('ArrowDown');
    await keyboard.press('Enter');
    await row('Agent One').getByText('You whisper').waitFor();
    expect(await supervisors()).toEqual(['desk whisper']);
    await expect.poll(focused).toBe('Actions for Agent One');

    await keyboard.press('Shift+Tab');
    expect(await focused()).toBe('Stop');
    await keyboard.press('Space');
    await row('Agent One').getByText('You whisper').waitFor({ state: 'detached' });
    expect(await supervisors()).toEqual([]);
    expect(await focused()).toBe('Actions for Agent One');
  });

  it('chooses nothing by a key that is held', async () => {
    keepPicture();
    await menuOf('Agent One').focus();
    await page.keyboard.down('Enter');
    await expect.poll(focused).toBe('Listen');
    await page.keyboard.down('Enter');
    await page.keyboard.up('Enter');
    expect(await focused()).toBe('Listen');
    await page.keyboard.press('Escape');
    await item('Listen').waitFor({ state: 'detached' });
    expect(await supervisors()).toEqual([]);
  });

  it('keeps the entry that has the focus while the monitor goes on', async () => {
    keepPicture();
    await menuOf('Agent One').focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowDown');
    expect(await focused(), 'the arrow key is not undone').toBe('Whisper to the agent');
    await centre().logIn({ agent: 'agent2' });
    await row('Agent Two').waitFor({ state: 'attached' });
    expect(await focused()).toBe('Whisper to the agent');
    await page.keyboard.press('Escape');
    await expect.poll(focused).toBe('Actions for Agent One');
  });

  it('is offered no second conversation, and told where to stop', async () => {
    keepPicture();
    await company.answer('agent2', '0221 470899');
    await menuOf('Agent One').click();
    await item('Listen').click();
    await row('Agent One').getByText('You listen').waitFor();
    await menuOf('Agent Two').click();
    await page.getByText('You hear Agent One. Stop there to hear another.').waitFor();
    expect(await item('Listen').count()).toBe(0);
    await picture(page, 'supervision-one-only');
    expect(await seriousFaults(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await centre().hangUp({
      agent: 'agent1',
      contact: (await centre().agent({ agent: 'agent1' })).contact?.contact ?? '',
    });
    await row('Agent One').getByText('You listen').waitFor({ state: 'detached' });
  });

  it('chooses nothing else when the entry that has the focus is not possible any more', async () => {
    keepPicture();
    await menuOf('Agent Two').focus();
    await page.keyboard.press('Enter');
    await expect.poll(focused).toBe('Listen');
    const { contact } = await centre().agent({ agent: 'agent2' });
    await centre().hangUp({ agent: 'agent2', contact: contact?.contact ?? '' });
    await item('Listen').waitFor({ state: 'detached' });
    await page.keyboard.press('Enter');
    await page.getByRole('menu').waitFor();
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toBe('After the contact: Break');
    expect((await centre().agent({ agent: 'agent2' })).next).toBeUndefined();
    await page.keyboard.press('Tab');
    await page.getByRole('menu').waitFor({ state: 'detached' });
    await centre().finishWrapUp({ agent: 'agent2', contact: contact?.contact ?? '', disposition: 'done' });
    await company.answer('agent2', '0221 470899');
  });

  it('takes an agent out of distribution, who reads who it was, and ends the shift', async () => {
    keepPicture();
    const { contact } = await centre().agent({ agent: 'agent1' });
    await centre().finishWrapUp({ agent: 'agent1', contact: contact?.contact ?? '', disposition: 'done' });
    const agent = await pageAt(browser, company.url);
    await logIn(agent, 'agent1', PASSWORD);
    await row('Agent One').getByText('Ready', { exact: true }).waitFor();
    await menuOf('Agent One').click();
    await item('Not ready: Break').click();
    await row('Agent One').getByText('Break, by Sam Tal').waitFor();
    await agent.getByText('Sam Tal has taken you out of distribution.').waitFor();
    await menuOf('Agent One').click();
    await item('End the shift').click();
    await row('Agent One').waitFor({ state: 'detached' });
    await agent.getByText('Sam Tal has ended your shift.').waitFor();
    await picture(agent, 'supervision-shift-ended');
  });

  it('without a telephone is told what to configure', async () => {
    const other = await pageAt(browser, company.url);
    await logIn(other, 'bare', PASSWORD);
    await other.getByRole('button', { name: 'Actions for Agent Two' }).click();
    await other.getByRole('menuitem', { name: 'Listen' }).click();
    await other.getByText('who has no telephone to hear conversations with').waitFor();
    expect(await seriousFaults(other)).toEqual([]);
    await picture(other, 'supervision-no-telephone');
  });
});
