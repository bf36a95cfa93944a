import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LanguageErrors } from '@caruso/language';
import { loadingFrom, silentLog, startAssembly } from '@caruso/service-manager';
import { storageManager } from '@caruso/storage-manager';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { ContactCentre, ContactCentreErrors, communicationServer } from '../src/index.js';
import { ManualGateway } from './support/manual-gateway.js';

const document = `<contact-centre>
  <queue id="service" name="Service" channel="voice" answer-within="20s"/>
  <agent id="ada" name="Ada"><serves queue="service"/></agent>
</contact-centre>`;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'caruso-centre-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('a contact centre of a document', () => {
  it('runs as one of options does, with the path meant from the file of the assembly', async () => {
    await writeFile(join(folder, 'centre.xml'), document);
    const gateway = new ManualGateway();
    const server = await loadingFrom(folder, async () =>
      communicationServer({ configuration: './centre.xml', gateways: [gateway] }),
    );
    const components = [storageManager({ stores: { system: 'sqlite::memory:' } }), server];
    const running = await startAssembly({ company: 'test', components }, { log: silentLog });
    onTestFinished(() => running.stop());
    const centre = running.get(ContactCentre);
    await centre.logIn({ agent: 'ada' });
    await centre.setReady({ agent: 'ada' });
    const contact = await gateway.call('call-1');
    expect(await centre.agent({ agent: 'ada' })).toMatchObject({ state: 'reserved', offer: { contact: { contact } } });
  });

  it('is refused with the place of each mistake, and when its file is not there', async () => {
    const file = join(folder, 'centre.xml');
    await writeFile(file, document.replace('serves queue="service"', 'serves queue="servcie"'));
    expect(() => communicationServer({ configuration: file })).toThrow(
      expect.toSatisfy(LanguageErrors.InvalidDocument.is),
    );
    expect(() => communicationServer({ configuration: file })).toThrow(`${file} is not valid: 3:45 unknown-queue`);
    const none = join(folder, 'none.xml');
    expect(() => communicationServer({ configuration: none })).toThrow(
      expect.toSatisfy(ContactCentreErrors.UnreadableConfiguration.is),
    );
  });

  it('is the only place that says it', async () => {
    const both = { configuration: 'centre.xml', queues: [] };
    expect(() => communicationServer(both)).toThrow("'queues' cannot stand beside 'configuration'");
  });
});
