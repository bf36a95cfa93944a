import { silentLog, startAssembly } from '@caruso/service-manager';
import { storageManager } from '@caruso/storage-manager';
import { communicationServer } from '../../src/component.js';
import { ContactCentre } from '../../src/contract.js';
import { configuration } from './centre.js';
import { ManualGateway } from './manual-gateway.js';

/** A contact centre whose one call rings at an agent who does not answer. */
export function ringingCentre(database: string, gateway = new ManualGateway()) {
  const components = [
    storageManager({ stores: { system: `sqlite:${database}` } }),
    communicationServer({ ...configuration, offerTimeoutMs: 1_000, gateways: [gateway] }),
  ];
  return startAssembly({ company: 'test', components }, { log: silentLog });
}

/** Runs it in a process of its own, which says on standard output until when it rings. */
if (process.argv[2]?.endsWith('ringing-centre.ts')) {
  const gateway = new ManualGateway();
  const centre = (await ringingCentre(process.argv[3] ?? '', gateway)).get(ContactCentre);
  await centre.logIn({ agent: 'bob' });
  await centre.setReady({ agent: 'bob' });
  await gateway.call('call-1');
  const { offer } = await centre.agent({ agent: 'bob' });
  process.stdout.write(`${offer?.deadline}\n`);
}
