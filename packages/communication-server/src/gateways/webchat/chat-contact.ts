import { present } from '../../present.js';
import type { GatewayContact, GatewayHost } from '../gateway.js';
import type { LedByScript } from '../led-by-script.js';
import type { ChatStore } from './chat-store.js';
import type { Standing } from './frames.js';
import { standingOf } from './standing.js';
import type { StoredChat } from './stored-chat.js';

/** What a chat's contact is known by. */
export interface ChatContactParts {
  readonly store: ChatStore;
  readonly host: GatewayHost;
  readonly address: string;
}

/** A chat and its contact. There is none until somebody has to know of the chat: a bot, or an agent. */
export class ChatContact {
  readonly #parts: ChatContactParts;
  #stored: StoredChat;
  #view: GatewayContact | undefined;

  constructor(stored: StoredChat, parts: ChatContactParts) {
    this.#stored = stored;
    this.#parts = parts;
  }

  get chat(): StoredChat {
    return this.#stored;
  }

  /** The id of the contact. */
  get id(): string | undefined {
    return this.#stored.contact;
  }

  /** The contact as it was last. */
  get view(): GatewayContact | undefined {
    return this.#view;
  }

  /** The contact as long as a script leads it. */
  get inSelfService(): GatewayContact | undefined {
    return this.#view?.state === 'self-service' ? this.#view : undefined;
  }

  get isOpen(): boolean {
    return this.#view !== undefined && this.#view.state !== 'wrap-up' && this.#view.state !== 'closed';
  }

  /** Whether there was a conversation that is over. */
  get isOver(): boolean {
    return this.#stored.contact !== undefined && !this.isOpen;
  }

  /** Whether the first word is a script's, and it has not been said. */
  get awaitsScript(): boolean {
    return this.#stored.contact === undefined && this.#answering !== undefined;
  }

  get standing(): Standing {
    return this.isOver ? { state: 'over' } : standingOf(this.#view, this.#parts.host);
  }

  /**
   * The script to which an agent gave the visitor, who is back in the queue when it cannot go on; else the one that answers.
   * The address may lead elsewhere by now: a dialog that has begun goes on, and leads to the queue that answers now.
   */
  get led(): LedByScript {
    const { host, address } = this.#parts;
    const { script, queue } = this.#view ?? {};
    if (script !== undefined) return { script, ...present({ fallback: queue }) };
    const answering = host.answers(address);
    if (answering && 'script' in answering) return answering;
    return { script: address, ...present({ fallback: answering?.queue }) };
  }

  /** Finds the contact after a restart; one that arrived just before the end is noted now. */
  async find(): Promise<void> {
    this.#view = this.#parts.host.contacts().find(({ externalId }) => externalId === this.#stored.id);
    if (this.#view && this.#stored.contact === undefined) await this.#note(this.#view.contact);
  }

  changed(view: GatewayContact): void {
    this.#view = view;
  }

  /** The contact's id; it arrives if it has not. */
  async arrive(): Promise<string> {
    if (this.#stored.contact !== undefined) return this.#stored.contact;
    const { host, address } = this.#parts;
    const { id, name, customer } = this.#stored;
    const contact = await host.arrive({
      ...{ channel: 'chat', externalId: id, from: name, to: address },
      ...present({ customer }),
    });
    await this.#note(contact);
    return contact;
  }

  get #answering(): LedByScript | undefined {
    const answering = this.#parts.host.answers(this.#parts.address);
    return answering && 'script' in answering ? answering : undefined;
  }

  async #note(contact: string): Promise<void> {
    const { store, host } = this.#parts;
    await store.setContact(this.#stored.id, contact);
    this.#stored = { ...this.#stored, contact };
    this.#view ??= host.contacts().find((open) => open.contact === contact);
  }
}
