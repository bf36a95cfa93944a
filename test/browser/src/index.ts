import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import axe from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';

export type { Browser, Page };

/** Debian's Chromium, headless, without its own talk to the network. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** A page of a user of his own: cookies are not shared with others. */
export async function pageAt(browser: Browser, url: string, width = 1366, height = 768): Promise<Page> {
  const context = await browser.newContext({ baseURL: url, viewport: { width, height }, locale: 'en-GB' });
  context.setDefaultTimeout(15_000);
  return context.newPage();
}

export async function logIn(page: Page, login: string, password: string): Promise<void> {
  await page.goto('/login');
  await page.getByLabel('Log-in name').fill(login);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Log in' }).click();
}

const PICTURES = fileURLToPath(new URL('../../../test-results/', import.meta.url));

/** Keeps a picture of the page for whoever wants to look. */
export async function picture(page: Page, name: string): Promise<void> {
  mkdirSync(PICTURES, { recursive: true });
  await page.screenshot({ path: `${PICTURES}${name}.png` });
}

/** What keeps people with disabilities from using the page, by the rules of WCAG as axe checks them: rule and element. */
export async function seriousFaults(page: Page): Promise<readonly string[]> {
  // Not by a script element: the page's own policy refuses foreign ones, as it should.
  await page.evaluate(`${axe.source}; undefined`);
  // What fades in or out has colours that nobody sees for long.
  await page.evaluate(`Promise.allSettled(document.getAnimations()
    .filter(({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime))
    .map(({ finished }) => finished)).then(() => undefined)`);
  const { violations } = (await page.evaluate('axe.run()')) as axe.AxeResults;
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}
