import { setTimeout } from 'node:timers/promises';
import { CarusoError } from '@caruso/core';
import { silentLog, startAssembly, stderrLog } from '@caruso/service-manager';
import { storageManager } from '@caruso/storage-manager';
import { communicationServer } from '../../../src/component.js';
import { type AgentView, ContactCentre } from '../../../src/contract.js';
import { type MailOptions, mail } from '../../../src/mail.js';
import { mailQueue } from './mail-centre.js';

const PAUSE_MS = 100;

/** A contact centre that is written to, in a process of its own; its agent answers everything at once. */
const [, , , database = '', options = ''] = process.argv;
const gateway = mail(JSON.parse(options) as MailOptions);
const components = [
  storageManager({ stores: { system: `sqlite:${database}` } }),
  communicationServer({
    agents: [{ id: 'ada', name: 'Ada', queues: ['letters'] }],
    queues: [mailQueue('letters')],
    gateways: [gateway],
  }),
];
const running = await startAssembly({ company: 'test', components }, { log: { ...silentLog, error: stderrLog.error } });
const centre = running.get(ContactCentre);
const agent = 'ada';
await centre.logIn({ agent }).catch(() => undefined);
await centre.setReady({ agent }).catch(() => undefined);
/** What the agent does about what is to be seen. */
async function act({ offer, contact }: AgentView): Promise<void> {
  if (offer) await centre.accept({ agent, reservation: offer.reservation });
  else if (contact?.state === 'connected') {
    // The contact's own id: who is killed before it knows that the answer was stored asks for the same again.
    const message = contact.contact;
    await centre.sendMessage({ agent, contact: contact.contact, message, text: `To ${contact.from}.` });
    await centre.hangUp({ agent, contact: contact.contact });
  } else if (contact) await centre.finishWrapUp({ agent, contact: contact.contact, disposition: 'done' });
}

for await (const seen of centre.watchAgent({ agent })) {
  // What cannot be stored is refused; the agent looks again and goes on, as people do, when that is over.
  for (let isDone = false, view: AgentView | undefined = seen; !isDone; view = undefined) {
    try {
      await act(view ?? (await centre.agent({ agent })));
      isDone = true;
    } catch (thrown) {
      if (!CarusoError.is(thrown) || thrown.kind !== 'unavailable') throw thrown;
      await setTimeout(PAUSE_MS);
    }
  }
}
