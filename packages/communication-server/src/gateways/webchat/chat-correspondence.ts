import type { Message } from '../../contract.js';
import { ContactCentreErrors } from '../../errors.js';
import { present } from '../../present.js';
import type { Correspondence, GatewayContact } from '../gateway.js';
import type { ChatStore } from './chat-store.js';
import type { Chats } from './chats.js';
import type { SaidMessage, StoredMessage } from './stored-chat.js';

/** Messages of a chat that are handed over at once: the last ones. */
const LONGEST_THREAD = 10_000;

/** What was written in the chat of a contact, by the visitor, the bot and the agents, and answers to it. */
export class ChatCorrespondence implements Correspondence {
  readonly #store: ChatStore;
  readonly #chats: Chats;

  constructor(store: ChatStore, chats: Chats) {
    this.#store = store;
    this.#chats = chats;
  }

  async messages(contact: GatewayContact): Promise<readonly Message[]> {
    const messages = await this.#store.messages(contact.externalId, 0, LONGEST_THREAD);
    return messages.filter(({ state }) => state === 'kept').map((message) => messageOf(contact, message));
  }

  async send(contact: GatewayContact, agent: string, answer: SaidMessage): Promise<Message> {
    const chat = await this.#chats.find(contact.externalId);
    if (!chat) throw new ContactCentreErrors.NobodyToAnswer({ contact: contact.contact });
    return messageOf(contact, await chat.answer(agent, answer));
  }

  async typing(contact: GatewayContact): Promise<void> {
    (await this.#chats.find(contact.externalId))?.typing();
  }

  /** @throws ContactCentreErrors.UnknownAttachment: nothing is attached in a chat */
  // biome-ignore lint/correctness/useYield: there is never a piece
  async *attachment({ contact }: GatewayContact, attachment: string): AsyncGenerator<Uint8Array> {
    throw new ContactCentreErrors.UnknownAttachment({ attachment, contact });
  }
}

function messageOf({ contact, from, to }: GatewayContact, message: StoredMessage): Message {
  const isIn = message.by === 'visitor';
  const { id, at, text, by, agent } = message;
  return {
    ...{ message: id, contact, at, subject: '', text, automatic: by === 'bot', attachments: [] },
    direction: isIn ? 'in' : 'out',
    from: isIn ? from : to,
    to: isIn ? to : from,
    state: isIn ? 'received' : 'sent',
    ...present({ agent }),
  };
}
