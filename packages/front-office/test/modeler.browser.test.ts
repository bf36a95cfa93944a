import { type Browser, launchBrowser, logIn, type Page, pageAt, picture, seriousFaults } from '@caruso/test-browser';
import { engines } from '@caruso/test-databases';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFailed } from 'vitest';
import { PASSWORD } from './border.js';
import { MAPPING, OBJECTS, startStudio } from './studio-company.js';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser?.close());

describe.each(engines.filter(({ name }) => name !== 'MariaDB'))('the modeler over a database of $name', (engine) => {
  const skip = engine.missing !== undefined;
  let studio: Awaited<ReturnType<typeof startStudio>>;
  let page: Page;

  beforeAll(async () => {
    if (skip) return;
    studio = await startStudio(engine);
    page = await pageAt(browser, studio.url, 1280, 900);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await logIn(page, 'ada', PASSWORD);
    await page
      .getByRole('heading', { name: /^Services|service control/ })
      .or(page.getByText('no service control'))
      .waitFor();
  });
  afterAll(async () => {
    await page?.context().close();
    await studio?.close();
  });
  beforeEach(async () => {
    if (skip) return;
    onTestFailed(() => picture(page, 'failed-modeler'));
    studio.reset();
    await page.setViewportSize({ width: 1280, height: 900 });
    page.removeAllListeners('dialog');
    page.on('dialog', (dialog) => dialog.accept());
    await page.goto('/studio/modeler');
    await column('KD_ORT').waitFor();
  });

  const panel = (name: string | RegExp) => page.getByRole('region', { name });
  const column = (name: string) => panel('Tables').getByRole('button', { name: new RegExp(`^${name}\\b`) });
  const object = (name: string) => page.getByRole('region', { name, exact: true });
  const member = (of: string, name: string) => object(of).getByRole('button', { name: new RegExp(`^${name}\\b`) });
  const text = (name: string) => page.getByLabel(`Text of ${name}`);
  const tab = (name: string) => page.getByRole('tab', { name: new RegExp(`^${name}`) });
  const said = (sentence: string | RegExp) => page.getByRole('status').filter({ hasText: sentence }).waitFor();
  const save = async () => {
    await page.getByRole('button', { name: 'Save…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('heading', { name: /\.xml/ }).first().waitFor();
    await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  };

  it.skipIf(skip)('shows tables beside objects, what is not mapped, sample rows and the picture', async () => {
    await column('KD_ORT').getByText('not mapped').waitFor();
    await column('KD_NAME').getByText('Customer.name').waitFor();
    await member('Customer', 'city').getByText('no column').waitFor();
    await member('Customer', 'name').getByText('KDSTAMM.KD_NAME').waitFor();
    const rows = panel('Sample rows of KDSTAMM');
    await rows.getByText('Customer 12').waitFor();
    await rows.getByText('All there is: 12 rows. The permissions of the model mask or hide some columns.').waitFor();
    expect(await rows.getByText('DE89').count()).toBe(0);
    expect(await rows.getByText('•••000').count()).toBe(1);
    await page.getByRole('img', { name: '2 objects and their links' }).waitFor();
    await panel('Tables').getByLabel('Only columns that nothing is mapped to').check();
    await column('KD_NAME').waitFor({ state: 'detached' });
    await picture(page, 'modeler');
    expect(await seriousFaults(page)).toEqual([]);
  });

  it.skipIf(skip)('maps a column that is dragged onto an attribute, and saves only what has changed', async () => {
    await column('KD_SEIT').dragTo(member('Customer', 'since'));
    await said('Customer.since lies in KDSTAMM.KD_SEIT.');
    await member('Customer', 'since').getByText('KDSTAMM.KD_SEIT').waitFor();
    await said('No problems');
    const line = '      <col attr="iban" column="KD_IBAN"/>\n';
    const mapping = MAPPING.replace(
      line,
      `${line}      <col attr="since" column="KD_SEIT" convert="date(yyyyMMdd)"/>\n`,
    );
    expect(await text('mapping.xml').inputValue()).toBe(mapping);
    expect(studio.read('mapping.xml')).toBe(MAPPING);

    await page.getByRole('button', { name: 'Save…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Save mapping.xml' });
    await dialog.getByText('<col attr="since" column="KD_SEIT" convert="date(yyyyMMdd)"/>').waitFor();
    expect(await dialog.locator('[data-kind="added"]').count()).toBe(1);
    expect(await dialog.locator('[data-kind="removed"]').count()).toBe(0);
    await picture(page, 'modeler-save');
    expect(await seriousFaults(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Save', exact: true }).click();
    await said('mapping.xml saved.');
    expect(studio.read('mapping.xml')).toBe(mapping);
    expect(studio.read('objects.xml')).toBe(OBJECTS);
    await page.getByRole('button', { name: 'Nothing to save' }).waitFor();
  });

  it.skipIf(skip)(
    'makes an attribute of a column that is dropped on an object, undoes it, and does it again',
    async () => {
      await column('KD_STATUS').dragTo(object('Customer').getByRole('button', { name: /^Customer KDSTAMM/ }));
      await said('Customer.status (enum) is new');
      await member('Customer', 'status').getByText('KDSTAMM.KD_STATUS').waitFor();
      await tab('objects.xml').click();
      const note = '      <!-- only A, K, S in 12 rows: taken as a code list, name what they mean -->\n';
      const line = '      <attr name="iban"   type="string" size="34"/>\n';
      const objects = OBJECTS.replace(line, `${line}${note}      <attr name="status" type="enum" values="A K S"/>\n`);
      expect(await text('objects.xml').inputValue()).toBe(objects);
      await page.getByRole('button', { name: 'Undo' }).click();
      await member('Customer', 'status').waitFor({ state: 'detached' });
      expect(await text('objects.xml').inputValue()).toBe(OBJECTS);
      await page.keyboard.press('Control+y');
      await member('Customer', 'status').waitFor();
      await save();
      await said('mapping.xml and objects.xml saved.');
      expect(studio.read('objects.xml')).toBe(objects);
    },
  );

  it.skipIf(skip)('is worked by the keyboard alone', async () => {
    await column('KD_ORT').focus();
    await page.keyboard.press('Enter');
    await member('Customer', 'city').focus();
    await page.keyboard.press('Space');
    const map = page.getByRole('button', { name: 'Map', exact: true });
    await map.focus();
    await page.keyboard.press('Enter');
    await said('Customer.city lies in KDSTAMM.KD_ORT.');
    expect(await text('mapping.xml').inputValue()).toContain('<col attr="city" column="KD_ORT"/>');
    await page.keyboard.press('Control+z');
    await member('Customer', 'city').getByText('no column').waitFor();
  });

  it.skipIf(skip)('says why a column cannot be mapped, and changes nothing', async () => {
    await panel('Tables').getByLabel('Table').selectOption({ value: 'KDADR' });
    await page.getByRole('button', { name: 'Members of Customer' }).click();
    await column('STRASSE').dragTo(member('Customer', 'city'));
    await page.getByText('write <side table="KDADR" on="…"> into its <map> first').waitFor();
    expect(await text('mapping.xml').inputValue()).toBe(MAPPING);
    await panel('Sample rows of KDADR').getByText('All there is: 0 rows.').waitFor();
    await panel('Tables').getByLabel('Store').selectOption({ value: 'system' });
    await panel('Tables').getByText('The model knows no table of this store.').waitFor();
    await panel('Tables').getByLabel('Store').selectOption({ value: 'billing' });
    await panel(/^Sample rows of (KDADR|KDSTAMM|VERTRAG)$/).waitFor();
  });

  it.skipIf(skip)(
    'checks what is typed, leads to the place, and does not save what would keep an assembly from starting',
    async () => {
      await text('mapping.xml').fill(MAPPING.replace('KD_NAME', 'KD_NMAE'));
      const problems = page.getByRole('region', { name: 'Problems' });
      await problems.getByRole('button', { name: /mapping\.xml:8:32.*KD_NMAE/ }).waitFor();
      await picture(page, 'modeler-problem');
      expect(await seriousFaults(page)).toEqual([]);
      await text('mapping.xml').fill(MAPPING.replace('attr="name"', 'attr="nmae"'));
      const problem = problems.getByRole('button', { name: /mapping\.xml:8:18/ });
      await problem.getByText("did you mean 'name'?").waitFor();
      await problem.click();
      const chosen = await text('mapping.xml').evaluate((area) => {
        const { value, selectionStart, selectionEnd } = area as unknown as HTMLTextAreaElement;
        return value.slice(selectionStart, selectionEnd);
      });
      expect(chosen).toBe('nmae');
      await save();
      await page.getByRole('dialog').getByText('mapping.xml is not valid: 8:18').waitFor();
      expect(studio.read('mapping.xml')).toBe(MAPPING);
      await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
      await text('mapping.xml').fill(MAPPING.replace('</mapping>', '</maping>'));
      await problems.getByText('maping').waitFor();
      await member('Customer', 'name').waitFor();
      await page.getByText('There is nothing to draw while the documents cannot be read.').waitFor();
      await said('Columns can be mapped when the documents can be read again.');
      await column('KD_ORT').click();
      await member('Customer', 'city').click();
      expect(await page.getByRole('button', { name: 'Map', exact: true }).isDisabled()).toBe(true);
    },
  );

  it.skipIf(skip)('notices that somebody else has saved, shows the difference, and loses neither text', async () => {
    await column('KD_ORT').dragTo(member('Customer', 'city'));
    await said('Customer.city lies in KDSTAMM.KD_ORT.');
    const theirs = MAPPING.replace('never empty', 'hardly ever empty');
    studio.write('mapping.xml', theirs);
    await save();
    const dialog = page.getByRole('dialog', { name: 'mapping.xml was changed by somebody else' });
    await dialog.locator('[data-kind="removed"]').getByText('hardly ever empty').waitFor();
    await picture(page, 'modeler-conflict');
    expect(await seriousFaults(page)).toEqual([]);
    expect(studio.read('mapping.xml')).toBe(theirs);
    await dialog.getByRole('button', { name: 'Take theirs' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await expect.poll(() => text('mapping.xml').inputValue()).toBe(theirs);
    await page.getByRole('button', { name: 'Undo' }).click();
    await save();
    const again = page.getByRole('dialog', { name: 'Save mapping.xml' });
    await again.waitFor({ state: 'hidden' });
    await said('mapping.xml saved.');
    const line = '      <col attr="iban" column="KD_IBAN"/>\n';
    const mine = MAPPING.replace(line, `${line}      <col attr="city" column="KD_ORT"/>\n`);
    expect(studio.read('mapping.xml')).toBe(mine);

    const elsewhere = OBJECTS.replace('as on the invoice', 'as on the contract');
    studio.write('objects.xml', elsewhere);
    studio.write('mapping.xml', theirs);
    await column('KD_TEL').dragTo(member('Customer', 'city'));
    await said('Customer.city lies in KDSTAMM.KD_TEL.');
    await save();
    await dialog.getByRole('button', { name: 'Keep mine' }).click();
    await again.locator('[data-kind="removed"]').getByText('hardly ever empty').waitFor();
    await again.getByRole('button', { name: 'Save', exact: true }).click();
    await said('mapping.xml saved.');
    expect(studio.read('mapping.xml')).toBe(mine.replace('KD_ORT', 'KD_TEL'));
    await page.getByRole('button', { name: 'Nothing to save' }).waitFor();
    await tab('objects.xml').click();
    expect(await text('objects.xml').inputValue()).toBe(elsewhere);
    expect(studio.read('objects.xml')).toBe(elsewhere);
  });

  it.skipIf(skip)('fits on the screen of a phone', async () => {
    await page.setViewportSize({ width: 400, height: 800 });
    await picture(page, 'modeler-phone');
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(400);
    await column('KD_ORT').click();
    await member('Customer', 'city').click();
    await page.getByRole('button', { name: 'Map', exact: true }).click();
    await said('Customer.city lies in KDSTAMM.KD_ORT.');
    await member('Customer', 'city').getByText('KDSTAMM.KD_ORT').waitFor();
    await picture(page, 'modeler-phone-mapped');
    expect(await seriousFaults(page)).toEqual([]);
  });

  it.skipIf(skip)('is not for agents', async () => {
    const other = await pageAt(browser, studio.url);
    await logIn(other, 'agent1', PASSWORD);
    await other.waitForURL('**/agent');
    await other.goto('/studio/modeler');
    await other.waitForURL('**/agent');
    const status = await other.evaluate("fetch('/api/studio/models').then(({ status }) => status)");
    expect(status).toBe(403);
    await other.context().close();
  });
});
