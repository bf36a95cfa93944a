import { join } from 'node:path';
import { communicationServer } from '@caruso/communication-server';
import { ContactCentre, type ContactCentreEvent } from '@caruso/communication-server/contract';
import { mail } from '@caruso/communication-server/mail';
import { VirtualClock } from '@caruso/core';
import { silentLog, startAssembly } from '@caruso/service-manager';
import { storageManager } from '@caruso/storage-manager';

const MEGABYTE = 1_048_576;
const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
const week = Object.fromEntries(DAYS.map((day) => [day, [{ from: '22:00', to: '06:00' }]]));

/** What {@link readMailbox} reads, and when. */
export interface Mailbox {
  readonly imap: { readonly host: string; readonly port: number; readonly user: string; readonly password: string };
  /** Where the contact centre stores. */
  readonly folder: string;
  /** The time at which everything is read (ms UTC). */
  readonly at: number;
  /** Who has written the last mail. */
  readonly last: string;
}

/** A contact centre reads a mailbox to its end, at night work of 22:00 to 06:00, with eight hours to answer. */
export async function readMailbox({ imap, folder, at, last }: Mailbox) {
  const clock = new VirtualClock(at);
  const letters = {
    ...{ id: 'letters', name: 'Letters', channel: 'mail' as const, dispositions: [] },
    serviceLevel: { seconds: 60, target: 0.8 },
    reply: { within: 8 * 3_600, hours: 'night' },
  };
  const gateway = mail({ imap, smtp: { host: '127.0.0.1', port: 9 }, from: 'service@works.test', queue: 'letters' });
  const components = [
    storageManager({ stores: { system: `sqlite:${join(folder, `${at}.db`)}` } }),
    communicationServer({
      ...{ agents: [], queues: [letters], gateways: [gateway] },
      calendars: { night: { zone: 'Europe/Berlin', week } },
    }),
  ];
  const before = process.memoryUsage().rss;
  const since = performance.now();
  const running = await startAssembly({ company: 'bench', components }, { clock, log: silentLog });
  const events: ContactCentreEvent[] = [];
  let [megabytes, contact] = [0, ''];
  /** When each mail was in the log that has become a contact or a part of one. */
  const moments: number[] = [];
  try {
    for await (const event of running.get(ContactCentre).followEvents({})) {
      events.push(event);
      if (event.type === 'contact-arrived' || event.type === 'message-received') moments.push(performance.now());
      if (event.number % 500 === 0) megabytes = Math.max(megabytes, (process.memoryUsage().rss - before) / MEGABYTE);
      if (event.type === 'contact-arrived' && event.from === last) contact = event.contact;
      if (event.type === 'sla-clock-started' && event.contact === contact) break;
    }
    const half = moments[moments.length >> 1] ?? since;
    const end = performance.now();
    return { events, megabytes, seconds: (end - since) / 1_000, secondHalf: (end - half) / 1_000 };
  } finally {
    await running.stop();
  }
}
