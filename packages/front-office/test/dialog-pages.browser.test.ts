import { fileURLToPath } from 'node:url';
import { type Browser, launchBrowser, type Page, picture, seriousFaults } from '@caruso/test-browser';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Company, startCompany } from './company.js';

let company: Company;
let browser: Browser;
beforeAll(async () => {
  [company, browser] = await Promise.all([
    startCompany({}, undefined, { scripts: fileURLToPath(new URL('pages-company', import.meta.url)) }),
    launchBrowser(),
  ]);
});
afterAll(async () => {
  await browser?.close();
  await company?.running.stop();
});

/** The rules are themselves a script: they look at the same page in a window that has the same cookies. */
async function faults(page: Page): Promise<readonly string[]> {
  const context = await browser.newContext({ baseURL: company.url });
  try {
    await context.addCookies(await page.context().cookies());
    const mirror = await context.newPage();
    await mirror.goto(page.url());
    expect(await mirror.title()).toBe(await page.title());
    return await seriousFaults(mirror);
  } finally {
    await context.close();
  }
}

async function withoutScript(locale: string): Promise<Page> {
  const context = await browser.newContext({ baseURL: company.url, javaScriptEnabled: false, locale });
  context.setDefaultTimeout(15_000);
  return context.newPage();
}

it('leads through every type of question in a browser without script, by keyboard, without faults for people with disabilities', async () => {
  const page = await withoutScript('en-GB');
  const checked = async () => expect(await faults(page), page.url()).toEqual([]);
  const goOn = () => page.getByRole('button', { name: 'Continue' }).click();
  await page.goto('/dialog');
  await checked();
  await page.getByRole('button', { name: 'All questions' }).click();
  await checked();
  await goOn();
  await goOn();
  await page.getByRole('alert').getByRole('link', { name: 'Please answer this question.' }).click();
  expect(page.url()).toContain('#value-0');
  expect(await page.title()).toMatch(/^Error: Which one\?/);
  await checked();
  await picture(page, 'dialog-page-error');
  await page.getByRole('radio', { name: 'Bread' }).focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Enter');
  await page.getByRole('group', { name: 'Which of them? (optional)' }).waitFor();
  await page.getByLabel('Y').check();
  await checked();
  await goOn();
  await page.getByLabel('Yes').check();
  await checked();
  await goOn();
  await page.getByLabel('A word?').fill('Hello');
  await checked();
  await goOn();
  await page.getByLabel('How much?').fill('12.50');
  await page.keyboard.press('Enter');
  await page.getByLabel('Day').fill('31');
  await page.getByLabel('Month').fill('2');
  await page.getByLabel('Year').fill('2027');
  await goOn();
  await page.getByRole('alert').waitFor();
  await checked();
  await picture(page, 'dialog-page-date');
  await page.getByLabel('Day').fill('1');
  await goOn();
  await page.getByLabel('When?').fill('9:15');
  await checked();
  await goOn();
  await page.getByLabel('Your address for mail?').fill('kim@example.org');
  await goOn();
  await page.getByLabel('Street').fill('Elm Street');
  await page.getByLabel('House number').fill('5');
  await page.getByLabel('Postal code').fill('12345');
  await page.getByLabel('Town').fill('Springfield');
  await checked();
  await picture(page, 'dialog-page-address');
  await goOn();
  const photo = page.getByLabel('A photo?');
  await photo.setInputFiles({ name: 'wall.png', mimeType: 'image/png', buffer: Buffer.from('no picture') });
  await goOn();
  await page.getByRole('alert').getByRole('link', { name: 'of one of these types: PNG, PDF' }).waitFor();
  await checked();
  await picture(page, 'dialog-page-file');
  const buffer = Buffer.from('89504e470d0a1a0a', 'hex');
  await photo.setInputFiles({ name: 'wall.png', mimeType: 'image/png', buffer });
  await goOn();
  await page.getByRole('checkbox', { name: 'Keep wall.png' }).waitFor();
  await checked();
  await goOn();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'wall.png (1 kB)' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('wall.png');
  await goOn();
  await page.getByRole('heading', { name: 'Thank you: Hello' }).waitFor();
  await checked();
}, 120_000);

it('speaks German where the browser does', async () => {
  const page = await withoutScript('de-DE');
  await page.goto('/dialog');
  await page.getByRole('button', { name: 'Alle Fragen' }).click();
  await page.getByRole('button', { name: 'Weiter' }).click();
  await page.getByRole('button', { name: 'Mit jemandem sprechen' }).click();
  await page.getByRole('heading', { name: 'Wir rufen an.' }).waitFor();
  expect(await faults(page)).toEqual([]);
}, 60_000);
