import { type Browser, launchBrowser, logIn, type Page, pageAt, picture, seriousFaults } from '@caruso/test-browser';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFailed } from 'vitest';
import { UtilityProcess } from './utility-process.js';

const SCENARIO = `<?xml version="1.0"?>
<scenario id="quiet"><caller id="later" at="1h" from="+49891" to="+49891000" patience="1m"/></scenario>`;

let company: UtilityProcess;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  company = await UtilityProcess.prepare(SCENARIO);
  [browser] = await Promise.all([launchBrowser(), company.start()]);
  page = await pageAt(browser, company.url);
  await page.emulateMedia({ reducedMotion: 'reduce' });
}, 90_000);
afterAll(async () => {
  await browser?.close();
  await company?.remove();
});
beforeEach(() => {
  onTestFailed(() => picture(page, 'failed-services'));
});

const row = (component: string) =>
  page.getByRole('row').filter({ has: page.getByRole('button', { name: component, exact: true }) });
const drawer = () => page.getByRole('dialog');
const open = (component: string) => row(component).getByRole('button', { name: component, exact: true }).click();

describe('the services of the utility, for its administrator', () => {
  it('are all there, with their states', async () => {
    await logIn(page, 'administrator', company.passwordOf('administrator'));
    await page.getByRole('heading', { name: /^Services \(\d+\)$/ }).waitFor();
    for (const component of ['billing', 'mail', 'storage-manager', 'front-office']) {
      await row(component).getByText('Active').waitFor();
    }
    await picture(page, 'services');
    expect(await seriousFaults(page)).toEqual([]);
  });

  it('can be filtered and sorted', async () => {
    await page.getByLabel('Filter services').fill('caruso.storage');
    await row('storage-manager').waitFor();
    await row('mail').waitFor({ state: 'detached' });
    await page.getByLabel('Filter services').fill('');
    await page.getByRole('button', { name: 'Calls' }).click();
    await page.locator('tbody tr').first().getByText('storage-manager').first().waitFor();
    await page.getByRole('columnheader', { name: 'Calls' }).and(page.locator('[aria-sort="descending"]')).waitFor();
  });

  it('say what each provides, who is called and who needs it', async () => {
    await open('billing');
    await drawer().getByText('billing 1.0.0 is called: it is the only one that fits').waitFor();
    await drawer().getByText('caruso.storage from storage-manager').waitFor();
    await picture(page, 'service-details');
    expect(await seriousFaults(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await drawer().waitFor({ state: 'hidden' });
  });

  it('go into maintenance with a reason only, and come back', async () => {
    await open('mail');
    await drawer().getByRole('button', { name: 'Maintenance' }).click();
    await drawer().getByRole('button', { name: 'Start maintenance' }).click();
    await drawer().getByText('Say why, for those who wonder later.').waitFor();
    await drawer().getByLabel('Reason').fill('The mail server moves');
    await page.keyboard.press('Enter');
    await row('mail').getByText('Maintenance').waitFor();
    await row('mail').getByText('The mail server moves').waitFor();
    await drawer().getByText('mail 1.0.0 is not called: it is in maintenance: The mail server moves').waitFor();
    await picture(page, 'service-maintenance');
    await drawer().getByRole('button', { name: 'End maintenance' }).click();
    await row('mail').getByText('Active').waitFor();
  });

  it('are replaced by a release in a worker, with a receipt that nothing was lost', async () => {
    await drawer().getByRole('button', { name: 'Replace', exact: true }).click();
    await drawer().getByLabel('Release').selectOption('mail-1.1.0.mjs');
    await picture(page, 'service-replace');
    expect(await seriousFaults(page)).toEqual([]);
    await drawer().getByRole('button', { name: 'Replace mail' }).click();
    const receipt = drawer().getByRole('article', { name: 'mail: 1.0.0 → 1.1.0' });
    await receipt.getByText('Lost').waitFor();
    const lost = receipt.locator('[data-good="true"]');
    expect(await lost.textContent()).toContain('0');
    await drawer().getByText('a worker thread').waitFor();
    await picture(page, 'service-receipt');
    expect(await seriousFaults(page)).toEqual([]);
  });

  it('are taken out only after a look at who needs them', async () => {
    await page.keyboard.press('Escape');
    await open('storage-manager');
    await drawer().getByRole('button', { name: 'Take out', exact: true }).click();
    await drawer()
      .getByText(/nobody else provides what it does: .*reporting/)
      .waitFor();
    await picture(page, 'service-take-out');
    await drawer().getByRole('button', { name: 'Cancel' }).click();
    await page.keyboard.press('Escape');
    await open('demo-billing');
    await drawer().getByRole('button', { name: 'Take out', exact: true }).click();
    await drawer().getByText('No other service needs it.').waitFor();
    await drawer().getByRole('button', { name: 'Take out demo-billing' }).click();
    await drawer().getByText('It has been taken out.').waitFor();
    await page.keyboard.press('Escape');
    await drawer().waitFor({ state: 'hidden' });
    await row('demo-billing').waitFor({ state: 'detached' });
    await page.getByRole('article', { name: 'demo-billing: taken out' }).waitFor();
  });

  it('fit on the screen of a phone', async () => {
    await page.setViewportSize({ width: 360, height: 740 });
    await picture(page, 'services-phone');
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
    await open('mail');
    await drawer().getByText('a worker thread').waitFor();
    await picture(page, 'service-details-phone');
    expect(await seriousFaults(page)).toEqual([]);
  });
});
