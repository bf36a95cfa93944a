import type { Timer } from '@caruso/core';
import { ContactCentreErrors } from '../../errors.js';
import { present } from '../../present.js';
import type { GatewayContact, GatewayHost } from '../gateway.js';
import type { LedByScript } from '../led-by-script.js';
import { BotTalk } from './bot-talk.js';
import type { ChatBot } from './chat-bot.js';
import type { ChatStore } from './chat-store.js';
import type { Refusal, ServerFrame, Standing } from './frames.js';
import { isUnavailable } from './is-unavailable.js';
import { standingOf } from './standing.js';
import type { SaidMessage, StoredChat, StoredMessage } from './stored-chat.js';
import { Transcript } from './transcript.js';
import type { WebchatLimits } from './webchat-options.js';

/** How often a visitor who waits is told the place in the queue, if it has changed. */
const PLACE_EVERY_MS = 5_000;
const RETRY_MS = 2_000;

/** A visitor's browser that is connected. */
export interface ChatListener {
  send(frame: ServerFrame): void;
}

/** What all chats of a gateway work with. */
export interface ChatSurroundings {
  readonly store: ChatStore;
  readonly host: GatewayHost;
  readonly bot: ChatBot;
  readonly address: string;
  readonly absenceMs: number;
  readonly limits: WebchatLimits;
}

/**
 * One chat. What happens in it happens one after the other: a message is stored, then the event log or the dialog learns
 * of it, then it is shown to everybody; repeating any of it has no second effect.
 */
export class Chat {
  readonly #around: ChatSurroundings;
  readonly #transcript: Transcript;
  readonly #botTalk: BotTalk;
  readonly #listeners = new Set<ChatListener>();
  #stored: StoredChat;
  #contact: GatewayContact | undefined;
  #told = '';
  #place: Timer | undefined;
  #absence: Timer | undefined;
  #working: Promise<unknown> = Promise.resolve();

  /** Takes a chat up, and brings to its end what was under way in it when the process was killed. */
  static async open(stored: StoredChat, around: ChatSurroundings): Promise<Chat> {
    const chat = new Chat(stored, around);
    await chat.#load();
    return chat;
  }

  private constructor(stored: StoredChat, around: ChatSurroundings) {
    const { store, host, bot, limits } = around;
    this.#stored = stored;
    this.#around = around;
    this.#transcript = new Transcript(stored.id, { store, host, limits });
    this.#botTalk = new BotTalk({ bot, host, transcript: this.#transcript, show: (message) => this.#tell(message) });
  }

  get id(): string {
    return this.#stored.id;
  }

  /** Whether nobody would miss it here: it is read again when it is needed. */
  get isIdle(): boolean {
    return this.#listeners.size === 0 && !this.#isOpen;
  }

  /** A browser is there: it gets what it has not seen, and from now on everything. */
  join(listener: ChatListener, after: number): Promise<void> {
    return this.#inTurn(async () => {
      this.#absence?.cancel();
      for (const message of await this.#transcript.shown(after)) listener.send(message);
      listener.send(this.#standingFrame());
      this.#listeners.add(listener);
      this.#watchPlace();
      // A bot speaks first; to a queue the visitor does.
      if (this.#led && !this.#stored.contact) await this.#arrive();
      await this.#openDialog();
    });
  }

  /** A browser is gone; its visitor may come back. */
  part(listener: ChatListener): void {
    this.#listeners.delete(listener);
    if (this.#listeners.size > 0) return;
    this.#place?.cancel();
    this.#expectVisitor();
  }

  /** The visitor writes. */
  say(from: ChatListener, said: SaidMessage): Promise<void> {
    return this.#inTurn(async () => {
      try {
        await this.#take(from, said);
      } catch (thrown) {
        if (!isUnavailable(thrown)) throw thrown;
        refuse(from, 'unavailable', { id: said.id, retryAfterMs: RETRY_MS });
      }
    });
  }

  /** An agent writes. @throws ContactCentreErrors.NotYourContact, ContactCentreErrors.ChatFull */
  answer(agent: string, { id, text }: SaidMessage): Promise<StoredMessage> {
    return this.#inTurn(async () => {
      const known = await this.#transcript.find(id);
      if (known?.state === 'kept') return known;
      const contact = this.#stored.contact ?? '';
      if (!known && this.#transcript.isFull)
        throw new ContactCentreErrors.ChatFull({ contact, limit: this.#around.limits.messages });
      const message = known ?? (await this.#transcript.keep({ id, by: 'agent', agent, text, state: 'pending' }));
      try {
        await this.#around.host.sent(agent, contact, id);
      } catch (thrown) {
        if (!isUnavailable(thrown)) await this.#transcript.settle(message, 'void');
        throw thrown;
      }
      await this.#show(message);
      return { ...message, state: 'kept' };
    });
  }

  /** An agent is writing. */
  typing(): void {
    this.#tell({ type: 'typing' });
  }

  /** The visitor is writing. */
  visitorTyping(): void {
    if (this.#contact?.state === 'connected') this.#around.host.typing(this.#contact.contact);
  }

  /** The visitor ends the chat. */
  end(): Promise<void> {
    return this.#inTurn(() => this.#depart());
  }

  /** Something has happened to the contact. */
  changed(contact: GatewayContact): void {
    this.#contact = contact;
    if (contact.state !== 'self-service') this.#botTalk.end();
    else if (contact.script !== undefined) this.#goOn(() => this.#openDialog());
    this.#tellStanding();
    this.#watchPlace();
  }

  close(): void {
    this.#place?.cancel();
    this.#absence?.cancel();
  }

  get #isOpen(): boolean {
    return this.#contact !== undefined && this.#contact.state !== 'wrap-up' && this.#contact.state !== 'closed';
  }

  /** Whether there was a conversation that is over. */
  get #isOver(): boolean {
    return this.#stored.contact !== undefined && !this.#isOpen;
  }

  /** The script that answers here, if one does. */
  get #led(): LedByScript | undefined {
    const answering = this.#around.host.answers(this.#around.address);
    return answering && 'script' in answering ? answering : undefined;
  }

  async #load(): Promise<void> {
    const { host } = this.#around;
    this.#contact = host.contacts().find(({ externalId }) => externalId === this.id);
    const unsettled = await this.#transcript.load();
    if (this.#contact && !this.#stored.contact) await this.#noteContact(this.#contact.contact);
    for (const message of unsettled) await this.#settle(message);
    this.#expectVisitor();
  }

  async #settle(message: StoredMessage): Promise<void> {
    const { contact } = this.#stored;
    const { id, by, agent, step } = message;
    // What the bot did not take yet is sent again by the browser, which was not told that it was.
    if (contact === undefined || step !== undefined) return;
    const { host } = this.#around;
    const isInLog = by === 'visitor' ? await host.received(contact, id) : await this.#wasSent(agent, contact, id);
    await this.#transcript.settle(message, isInLog ? 'kept' : 'void');
  }

  async #wasSent(agent: string | undefined, contact: string, id: string): Promise<boolean> {
    try {
      await this.#around.host.sent(agent ?? '', contact, id);
      return true;
    } catch (thrown) {
      if (isUnavailable(thrown)) throw thrown;
      return false;
    }
  }

  async #take(from: ChatListener, said: SaidMessage): Promise<void> {
    const { id } = said;
    const known = await this.#transcript.find(id);
    if (known?.state === 'kept') return from.send(this.#transcript.frame(known));
    if (this.#isOver || known?.state === 'void') return refuse(from, 'over', { id });
    if (!known && this.#transcript.isFull) return refuse(from, 'full', { id });
    if (this.#contact?.state === 'self-service') {
      await this.#openDialog();
      return this.#botTalk.answer(this.#contact, this.#ledOr(), said, known);
    }
    const message = known ?? (await this.#transcript.keep({ ...said, by: 'visitor', state: 'pending' }));
    const contact = this.#stored.contact ?? (await this.#arrive());
    if (await this.#around.host.received(contact, id)) return this.#show(message);
    await this.#transcript.settle(message, 'void');
    refuse(from, 'over', { id });
  }

  async #arrive(): Promise<string> {
    const { host, address } = this.#around;
    const { name, customer } = this.#stored;
    const contact = await host.arrive({
      ...{ channel: 'chat', externalId: this.id, from: name, to: address },
      ...(customer === undefined ? {} : { customer }),
    });
    await this.#noteContact(contact);
    return contact;
  }

  async #noteContact(contact: string): Promise<void> {
    await this.#around.store.setContact(this.id, contact);
    this.#stored = { ...this.#stored, contact };
    this.#contact ??= this.#around.host.contacts().find((open) => open.contact === contact);
    this.#tellStanding();
  }

  async #openDialog(): Promise<void> {
    if (this.#contact?.state !== 'self-service' || this.#botTalk.hasBegun) return;
    await this.#botTalk.open(this.#contact, this.#ledOr(), this.#stored.language);
  }

  /**
   * The script to which an agent gave the visitor, who is back in the queue when it cannot go on; else the one that answers.
   * The address may lead elsewhere by now: a dialog that has begun goes on, and leads to the queue that answers now.
   */
  #ledOr(): LedByScript {
    const { host, address } = this.#around;
    const { script, queue } = this.#contact ?? {};
    if (script !== undefined) return { script, ...present({ fallback: queue }) };
    const answering = host.answers(address);
    if (answering && 'script' in answering) return answering;
    return { script: address, ...present({ fallback: answering?.queue }) };
  }

  async #show(message: StoredMessage): Promise<void> {
    this.#tell(await this.#transcript.settle(message, 'kept'));
  }

  async #depart(): Promise<void> {
    const contact = this.#contact;
    if (!contact || !this.#isOpen) return;
    const { host, bot } = this.#around;
    await host.leave(contact.contact, 'customer');
    if (contact.state === 'self-service' && contact.dialog !== undefined)
      await bot.abandon(contact.dialog, contact.contact);
  }

  #tell(frame: ServerFrame): void {
    for (const listener of this.#listeners) listener.send(frame);
  }

  #standing(): Standing {
    return this.#isOver ? { state: 'over' } : standingOf(this.#contact, this.#around.host);
  }

  #standingFrame(): ServerFrame {
    return { type: 'standing', standing: this.#standing(), longestText: this.#around.limits.text };
  }

  #tellStanding(): void {
    const frame = this.#standingFrame();
    const text = JSON.stringify(frame);
    if (text !== this.#told) this.#tell(frame);
    this.#told = text;
  }

  /** Tells who waits when the place changes, because others come and go without anything happening to this contact. */
  #watchPlace(): void {
    this.#place?.cancel();
    const { clock } = this.#around.host;
    if (this.#listeners.size === 0 || this.#standing().state !== 'waiting') return;
    this.#place = clock.at(clock.now() + PLACE_EVERY_MS, () => {
      this.#tellStanding();
      this.#watchPlace();
    });
  }

  /** Who does not come back in time has left. */
  #expectVisitor(): void {
    const { host, absenceMs } = this.#around;
    this.#absence?.cancel();
    this.#absence = host.clock.at(host.clock.now() + absenceMs, () => {
      if (this.#listeners.size > 0) return;
      this.#goOn(() => this.#depart());
    });
  }

  /** Does what nobody waits for. */
  #goOn(work: () => Promise<void>): void {
    this.#inTurn(work).catch((thrown: unknown) =>
      this.#around.host.log.error('A chat could not go on', thrown, { contact: this.#stored.contact }),
    );
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#working.then(work);
    this.#working = result.catch(() => undefined);
    return result;
  }
}

function refuse(
  to: ChatListener,
  because: Refusal,
  about: { readonly id: string; readonly retryAfterMs?: number },
): void {
  to.send({ type: 'refused', because, ...about });
}
