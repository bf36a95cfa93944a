import type { GatewayHost } from '../gateway.js';

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

/** Adds a letter to the open contact of its thread, or opens one; returns the contact, the same one for the same letter. */
export async function placeInThread(host: GatewayHost, letter: Letter): Promise<string> {
  const { externalId, thread, mail, kind, from, to, queue } = letter;
  const open = host.contacts().filter(({ attributes }) => attributes.thread === thread);
  const arrived = open.find((contact) => contact.externalId === externalId);
  if (arrived) return arrived.contact;
  for (const { contact } of open) if (await host.received(contact, externalId)) return contact;
  return host.arrive({ channel: 'mail', externalId, from, to, queue, attributes: { thread, mail, kind } });
}
