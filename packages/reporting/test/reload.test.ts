import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ContactCentre, communicationServer } from '@caruso/communication-server';
import { silentLog, startAssembly } from '@caruso/service-manager';
import { storageManager } from '@caruso/storage-manager';
import { expect, it, onTestFinished } from 'vitest';
import { Reporting, reporting } from '../src/index.js';

it('the monitor and the reports know what a reload has changed, without a restart', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'caruso-reload-'));
  const configuration = join(folder, 'centre.xml');
  const write = (agent: string, ...queues: readonly (readonly [id: string, name: string, target: number])[]) => {
    const elements = queues.map(
      ([id, name, target]) =>
        `<queue id="${id}" name="${name}" channel="voice" answer-within="20s" target="${target}%"/>`,
    );
    const ada = `<agent id="ada" name="${agent}"><serves queue="service"/></agent>`;
    writeFileSync(configuration, `<contact-centre>${elements.join('')}${ada}</contact-centre>`);
  };
  write('Ada', ['service', 'Service', 80]);
  const components = [
    storageManager({ stores: { system: 'sqlite::memory:' } }),
    communicationServer({ configuration }),
    reporting({ zone: 'UTC' }),
  ];
  const running = await startAssembly({ company: 'test', components }, { log: silentLog });
  onTestFinished(async () => {
    await running.stop();
    rmSync(folder, { recursive: true });
  });
  const centre = running.get(ContactCentre);
  const reports = running.get(Reporting);
  await centre.logIn({ agent: 'ada' });
  const { queues, agents } = await reports.monitor({});
  expect([queues.map(({ name }) => name), agents.map(({ name }) => name)]).toEqual([['Service'], ['Ada']]);

  write('Ada Byron', ['service', 'Help', 90], ['sales', 'Sales', 80]);
  await centre.reloadConfiguration({});
  const after = await reports.monitor({});
  expect(after.queues.map(({ name, target }) => [name, target])).toEqual([
    ['Help', 0.9],
    ['Sales', 0.8],
  ]);
  expect(after.agents.map(({ name }) => name)).toEqual(['Ada Byron']);
  expect((await reports.run({ report: 'incoming' })).rows.map(([queue]) => queue)).toEqual(['Help', 'Sales']);
});
