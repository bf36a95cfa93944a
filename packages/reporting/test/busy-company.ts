import { writeSync } from 'node:fs';
import { ContactCentre, communicationServer, type GatewayHost } from '@caruso/communication-server';
import { newId } from '@caruso/core';
import { silentLog, startAssembly } from '@caruso/service-manager';
import { storageManager } from '@caruso/storage-manager';
import { Reporting, reporting } from '../src/index.js';

/** A contact centre under load whose facts are carried on all the time; says on standard output how far they go. */
const [, , , database = ''] = process.argv;
let host: GatewayHost | undefined;
const serviceLevel = { seconds: 20, target: 0.8 };
const components = [
  storageManager({ stores: { system: `sqlite:${database}` } }),
  communicationServer({
    agents: [{ id: 'ada', name: 'Ada', queues: ['service'] }],
    queues: [{ id: 'service', name: 'Service', channel: 'voice', dispositions: [], serviceLevel }],
    gateways: [
      {
        id: 'test',
        open(own) {
          host = own;
          return { departures: [], start: () => {}, happened: () => {}, close: () => {} };
        },
      },
    ],
  }),
  reporting({ zone: 'Europe/Berlin' }),
];
const running = await startAssembly({ company: 'test', components }, { log: silentLog });
const centre = running.get(ContactCentre);
const monitor = running.get(Reporting);

async function call() {
  for (;;) {
    const facts = { channel: 'voice', externalId: newId(), from: '+491', to: '+499', queue: 'service' } as const;
    const contact = await host?.arrive(facts);
    if (contact !== undefined && contact < '8') await host?.leave(contact, contact < '1' ? 'gateway' : 'customer');
  }
}

async function work(agent: string) {
  const { state } = await centre.logIn({ agent });
  if (state === 'not-ready') await centre.setReady({ agent });
  for await (const { offer, contact, state: now } of centre.watchAgent({ agent })) {
    // The customer may leave at any moment; then there is nothing to accept.
    if (offer) await centre.accept({ agent, reservation: offer.reservation }).catch(() => undefined);
    else if (contact && now === 'busy') await centre.hangUp({ agent, contact: contact.contact }).catch(() => undefined);
    else if (contact) await centre.finishWrapUp({ agent, contact: contact.contact, disposition: 'done' });
  }
}

async function carryOn() {
  for (;;) {
    const { event } = await monitor.monitor({});
    writeSync(1, `${event}\n`);
  }
}

await Promise.all([call(), call(), call(), work('ada'), carryOn()]);
