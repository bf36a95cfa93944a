import { createHash } from 'node:crypto';
import { chatTurn, readMessage, scriptEngine } from '@caruso/script-engine';
import { silentLog, startAssembly } from '@caruso/service-manager';
import { storageManager } from '@caruso/storage-manager';
import { communicationServer } from '../../../src/component.js';
import { ContactCentre, type ContactView } from '../../../src/contract.js';
import { webchat } from '../../../src/webchat.js';

/** A contact centre that visitors chat with, in a process of its own; its agent answers each message once. */
const [, , , database = '', scripts = '', port = '', origin = ''] = process.argv;
const components = [
  storageManager({ stores: { system: `sqlite:${database}` } }),
  scriptEngine({ scripts, zone: 'UTC' }),
  communicationServer({
    agents: [{ id: 'ada', name: 'Ada', queues: ['chats'] }],
    queues: [
      {
        ...{ id: 'chats', name: 'Chats', channel: 'chat', dispositions: [] },
        serviceLevel: { seconds: 60, target: 0.8 },
      },
    ],
    numbers: { webchat: { script: 'reception', fallback: 'chats' } },
    gateways: [webchat({ port: Number(port), company: 'Works', origins: [origin], bot: { chatTurn, readMessage } })],
  }),
];
const running = await startAssembly({ company: 'test', components }, { log: silentLog });
const centre = running.get(ContactCentre);
const agent = 'ada';
await centre.logIn({ agent });
await centre.setReady({ agent }).catch(() => undefined);
for await (const { offer, contacts } of centre.watchAgent({ agent })) {
  if (offer) await centre.accept({ agent, reservation: offer.reservation });
  for (const contact of contacts) if (contact.state === 'connected') await answerAll(contact);
}

/** Who is killed before it knows that an answer was stored gives the same one again. */
async function answerAll({ contact, connectedAt = 0 }: ContactView): Promise<void> {
  const messages = await centre.messages({ contact });
  const open = messages.filter(({ direction, at }) => direction === 'in' && at >= connectedAt);
  const given = new Set(messages.map(({ message }) => message));
  for (const { message: asked, text } of open) {
    const message = uuidOf(asked);
    if (!given.has(message)) await centre.sendMessage({ agent, contact, message, text: `To ${text}` });
  }
}

function uuidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}
