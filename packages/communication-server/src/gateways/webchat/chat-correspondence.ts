import type { Attachment, Message } from '../../contract.js';
import { ContactCentreErrors } from '../../errors.js';
import { present } from '../../present.js';
import type { Addressee, Answer, AnswerFile, Correspondence, GatewayContact } from '../gateway.js';
import type { Chat } from './chat.js';
import type { ChatStore } from './chat-store.js';
import type { Chats } from './chats.js';
import type { SentFile } from './files/sent-file.js';
import type { StoredMessage } from './stored-chat.js';

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

  async send(contact: GatewayContact, agent: string, answer: Answer): Promise<Message> {
    const chat = await this.#chatOf(contact);
    return messageOf(contact, await chat.answer(agent, answer));
  }

  async attach(contact: GatewayContact, _agent: string, file: AnswerFile): Promise<Attachment> {
    const chat = await this.#chatOf(contact);
    return attachmentOf(await chat.attachToAnswer(file));
  }

  async addressee({ from }: GatewayContact): Promise<Addressee> {
    return { name: from, address: from };
  }

  async typing(contact: GatewayContact): Promise<void> {
    (await this.#chats.find(contact.externalId))?.typing();
  }

  async *attachment({ externalId, contact }: GatewayContact, attachment: string): AsyncGenerator<Uint8Array> {
    const messages = await this.#store.messages(externalId, 0, LONGEST_THREAD);
    const kept = messages.filter(({ state }) => state === 'kept').flatMap(({ files }) => files);
    if (!kept.some(({ file }) => file === attachment))
      throw new ContactCentreErrors.UnknownAttachment({ attachment, contact });
    yield* this.#store.content(externalId, attachment);
  }

  async #chatOf({ externalId, contact }: GatewayContact): Promise<Chat> {
    const chat = await this.#chats.find(externalId);
    if (!chat) throw new ContactCentreErrors.NobodyToAnswer({ contact });
    return chat;
  }
}

function attachmentOf({ file, name, mediaType, bytes }: SentFile): Attachment {
  return { attachment: file, name, type: mediaType, bytes };
}

function messageOf({ contact, from, to }: GatewayContact, message: StoredMessage): Message {
  const isIn = message.by === 'visitor';
  const { id, at, text, by, agent, files } = message;
  return {
    ...{ message: id, contact, at, subject: '', text, automatic: by === 'bot' },
    attachments: files.map(attachmentOf),
    direction: isIn ? 'in' : 'out',
    from: isIn ? from : to,
    to: isIn ? to : from,
    state: isIn ? 'received' : 'sent',
    ...present({ agent }),
  };
}
