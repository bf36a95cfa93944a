import type { GatewayHost } from '../gateway.js';
import type { MailStore } from './mail-store.js';

/** Something that has come and that somebody has to see. */
export interface Letter {
  /** The mail that it is about. */
  readonly mail: string;
  readonly externalId: string;
  readonly thread: string;
  readonly kind: string;
  readonly from: string;
  readonly to: string;
  readonly queue: string;
}

/**
 * Adds letters to the open contacts of their threads, or opens some; returns the contact of each mail, the same ones for the same
 * letters. They arrive in their order.
 *
 * The contacts of a thread are those of its mails, which are few: nobody looks through all that are open.
 */
export async function placeInThreads(
  host: GatewayHost,
  store: MailStore,
  letters: readonly Letter[],
): Promise<ReadonlyMap<string, string>> {
  const placed = new Map<string, string>();
  const byThread = new Map(await store.contactsOf([...new Set(letters.map(({ thread }) => thread))]));
  for (const together of ofDifferentThreads(letters)) {
    const arriving: Letter[] = [];
    for (const letter of together) {
      const contact = await openContact(host, letter, byThread.get(letter.thread) ?? []);
      if (contact === undefined) arriving.push(letter);
      else placed.set(letter.mail, contact);
    }
    const opened = await host.arriveTogether(arriving.map(arrivalOf));
    for (const [index, { mail, thread }] of arriving.entries()) {
      const contact = opened[index] ?? '';
      placed.set(mail, contact);
      byThread.set(thread, [...(byThread.get(thread) ?? []), contact]);
    }
  }
  return placed;
}

/** The open contact of the thread that the letter belongs to from now on. */
async function openContact(
  host: GatewayHost,
  { externalId, kind }: Letter,
  contacts: readonly string[],
): Promise<string | undefined> {
  const open = contacts
    .flatMap((contact) => host.contact(contact) ?? [])
    .toSorted((one, other) => one.arrivedAt - other.arrivedAt);
  const arrived = open.find((contact) => contact.externalId === externalId);
  if (arrived) return arrived.contact;
  for (const { contact } of open)
    if (await host.received(contact, externalId, kind === 'customer' ? undefined : kind)) return contact;
  return undefined;
}

/** Letters in their order, in groups of which none has two of a thread: the second may belong to the contact of the first. */
function ofDifferentThreads(letters: readonly Letter[]): readonly (readonly Letter[])[] {
  const groups: Letter[][] = [];
  const threads = new Set<string>();
  for (const letter of letters) {
    if (groups.length === 0 || threads.has(letter.thread)) {
      groups.push([]);
      threads.clear();
    }
    threads.add(letter.thread);
    groups.at(-1)?.push(letter);
  }
  return groups;
}

function arrivalOf({ externalId, from, to, queue, thread, mail, kind }: Letter) {
  return { channel: 'mail' as const, externalId, from, to, queue, attributes: { thread, mail, kind } };
}
