import { createHash } from 'node:crypto';
import type { GatewayContact } from '../gateway.js';
import { Chat, type ChatSurroundings } from './chat.js';
import type { Hello } from './frames.js';
import type { Visitor } from './webchat-options.js';

/** The chats that somebody has to do with now. */
export class Chats {
  readonly #around: ChatSurroundings;
  readonly #gateway: string;
  readonly #open = new Map<string, Promise<Chat>>();
  /** Those that are taken up. */
  readonly #ready = new Map<string, Chat>();
  /** How many browsers each has, from when they come until they leave. */
  readonly #browsers = new Map<string, number>();

  constructor(gateway: string, around: ChatSurroundings) {
    this.#gateway = gateway;
    this.#around = around;
  }

  /** Goes on with what was open when the server stopped; who does not come back in time has left. */
  async resume(): Promise<void> {
    for (const { externalId } of this.#around.host.contacts()) await this.find(externalId);
  }

  /** Whether a token has a chat already. */
  async has({ token }: Hello): Promise<boolean> {
    return (await this.find(idOf(token))) !== undefined;
  }

  /** The chat of a visitor's token, until the browser leaves it; it begins if there is none. */
  async enter(hello: Hello, visitor: Visitor): Promise<Chat> {
    const id = idOf(hello.token);
    this.#count(id, 1);
    try {
      return await this.#begin(id, hello, visitor);
    } catch (thrown) {
      this.#count(id, -1);
      throw thrown;
    }
  }

  /** A browser that has entered a chat is gone. */
  leave(chat: Chat): void {
    this.#count(chat.id, -1);
    this.#release(chat);
  }

  #begin(id: string, { language }: Hello, { name, customer }: Visitor): Promise<Chat> {
    return this.#at(id, async () => {
      const known = await this.#around.store.find(id);
      const at = this.#around.host.clock.now();
      const chat = known ?? {
        ...{ id, gateway: this.#gateway, at, language, customer, contact: undefined },
        name: (name ?? `visitor ${id.slice(0, 6)}`).slice(0, 200),
      };
      if (!known) await this.#around.store.open(chat);
      return chat;
    });
  }

  /** A chat that exists; undefined when none does. */
  async find(id: string): Promise<Chat | undefined> {
    const open = this.#open.get(id);
    if (open) return open;
    const known = await this.#around.store.find(id);
    return known && this.#at(id, async () => known);
  }

  changed(contact: GatewayContact): void {
    const chat = this.#ready.get(contact.externalId);
    chat?.changed(contact);
    if (chat) this.#release(chat);
  }

  /** Forgets a chat with which nobody has to do any more. Of none that a browser is just coming to there may be two. */
  #release(chat: Chat): void {
    if (!chat.isIdle || this.#browsers.has(chat.id)) return;
    chat.close();
    this.#open.delete(chat.id);
    this.#ready.delete(chat.id);
  }

  close(): void {
    for (const chat of this.#ready.values()) chat.close();
    this.#open.clear();
    this.#ready.clear();
  }

  #count(id: string, change: number): void {
    const browsers = (this.#browsers.get(id) ?? 0) + change;
    if (browsers > 0) this.#browsers.set(id, browsers);
    else this.#browsers.delete(id);
  }

  #at(id: string, stored: () => Promise<Parameters<typeof Chat.open>[0]>): Promise<Chat> {
    const open = this.#open.get(id);
    if (open) return open;
    const opening = (async () => {
      const chat = await Chat.open(await stored(), this.#around);
      this.#ready.set(id, chat);
      return chat;
    })();
    this.#open.set(id, opening);
    opening.catch(() => this.#open.delete(id));
    return opening;
  }
}

/** The token itself is kept nowhere. */
function idOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
