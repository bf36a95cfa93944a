import { silentLog, startAssembly } from '@caruso/service-manager';
import { storageManager } from '@caruso/storage-manager';
import { communicationServer } from '../../src/component.js';
import { ContactCentre } from '../../src/contract.js';
import { configuration } from './centre.js';
import { ManualGateway } from './manual-gateway.js';

/** A contact centre under load in a process of its own; tells on standard output what was acknowledged. */
const [, , , database = ''] = process.argv;
const gateway = new ManualGateway();
const components = [
  storageManager({ stores: { system: `sqlite:${database}` } }),
  communicationServer({ ...configuration, gateways: [gateway] }),
];
const running = await startAssembly({ company: 'test', components }, { log: silentLog });
const centre = running.get(ContactCentre);
// Not `writeSync`, which fails as soon as who reads is slower.
const tell = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);

let calls = 0;
async function call() {
  for (;;) {
    const externalId = `call-${++calls}`;
    tell({ arrived: externalId, contact: await gateway.call(externalId) });
  }
}

async function work(agent: string) {
  await centre.logIn({ agent });
  await centre.setReady({ agent });
  for await (const { offer, contact } of centre.watchAgent({ agent })) {
    if (offer) await centre.accept({ agent, reservation: offer.reservation });
    else if (contact?.state === 'connected') await centre.hangUp({ agent, contact: contact.contact });
    else if (contact) {
      await centre.finishWrapUp({ agent, contact: contact.contact, disposition: 'done' });
      tell({ finished: contact.contact });
    }
  }
}

await Promise.all([...Array.from({ length: 10 }, call), work('ada'), work('bob')]);
