import type { ContactCentre, ContactView, Message } from '@caruso/communication-server/contract';
import type { Stub } from '@caruso/core';
import type { Log } from '@caruso/service-manager';
import type { Excerpt, Excerpts } from '../api-types.js';

/** Of how many contacts, how many messages, and how many characters of each. */
const CONTACTS = 5;
const MESSAGES = 3;
const CHARACTERS = 200;

/** The last messages of the latest chats and mails among contacts. What cannot be read is left out. */
export async function excerptsOf(
  { centre, log }: { readonly centre: Stub<typeof ContactCentre>; readonly log: Log },
  contacts: readonly ContactView[],
): Promise<Excerpts> {
  const written = contacts.filter(({ channel }) => channel === 'chat' || channel === 'mail').slice(0, CONTACTS);
  const entries = await Promise.all(
    written.map(async ({ contact }): Promise<readonly [string, readonly Excerpt[]]> => {
      try {
        const messages = await centre.messages({ contact });
        const own = messages.filter((message) => message.contact === undefined || message.contact === contact);
        return [contact, own.slice(-MESSAGES).map((message) => excerptOf(message))];
      } catch (thrown) {
        log.warn('The messages of an earlier contact cannot be read', { contact, reason: String(thrown) });
        return [contact, []];
      }
    }),
  );
  return Object.fromEntries(entries.filter(([, excerpts]) => excerpts.length > 0));
}

/** What a message says; of one that says nothing, what came with it. */
function excerptOf({ direction, at, text, attachments }: Message): Excerpt {
  const said = text.trim() === '' ? attachments.map(({ name }) => name).join(', ') : text;
  return { direction, at, text: short(said) };
}

function short(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > CHARACTERS ? `${line.slice(0, CHARACTERS)}\u2026`.toWellFormed() : line;
}
