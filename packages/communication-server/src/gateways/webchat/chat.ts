import type { LeavingBy } from '../../decide/command.js';
import { ContactCentreErrors } from '../../errors.js';
import type { Answer, AnswerFile, GatewayContact, GatewayHost } from '../gateway.js';
import { attachToAnswer, chooseAttached } from './answer-files.js';
import { BotTalk } from './bot-talk.js';
import { ChatAudience, type ChatListener } from './chat-audience.js';
import type { ChatBot } from './chat-bot.js';
import { ChatContact } from './chat-contact.js';
import type { ChatStore } from './chat-store.js';
import type { DownloadTickets } from './files/download-tickets.js';
import type { SentFile } from './files/sent-file.js';
import type { ServerFrame } from './frames.js';
import { isUnavailable } from './is-unavailable.js';
import type { SaidMessage, StoredChat, StoredMessage } from './stored-chat.js';
import { Transcript } from './transcript.js';
import { type FileMessage, VisitorIntake } from './visitor-intake.js';
import { VisitorPresence, WARNED_MS } from './visitor-presence.js';
import { wasTaken } from './was-taken.js';
import type { WebchatLimits } from './webchat-options.js';

const RETRY_MS = 2_000;

/** What all chats of a gateway work with. */
export interface ChatSurroundings {
  readonly store: ChatStore;
  readonly host: GatewayHost;
  readonly bot: ChatBot;
  readonly address: string;
  readonly tickets: DownloadTickets;
  readonly limits: WebchatLimits;
}

/**
 * One chat. What happens in it happens one after the other: a message is stored, then the event log or the dialog learns
 * of it, then it is shown to everybody; repeating any of it has no second effect.
 */
export class Chat {
  readonly #around: ChatSurroundings;
  readonly #contact: ChatContact;
  readonly #transcript: Transcript;
  readonly #botTalk: BotTalk;
  readonly #audience: ChatAudience;
  readonly #intake: VisitorIntake;
  readonly #presence: VisitorPresence;
  #working: Promise<unknown> = Promise.resolve();

  /** Takes a chat up, and brings to its end what was under way in it when the process was killed. */
  static async open(stored: StoredChat, around: ChatSurroundings): Promise<Chat> {
    const chat = new Chat(stored, around);
    await chat.#load();
    return chat;
  }

  private constructor(stored: StoredChat, around: ChatSurroundings) {
    const { store, host, bot, limits, address } = around;
    const contact = new ChatContact(stored, { store, host, address });
    const transcript = new Transcript(stored.id, { store, host, limits });
    const audience = new ChatAudience(host.clock, () => this.#standing());
    const botTalk = new BotTalk({ bot, host, transcript, show: (message) => audience.tell(message) });
    this.#around = around;
    this.#contact = contact;
    this.#transcript = transcript;
    this.#audience = audience;
    this.#botTalk = botTalk;
    this.#presence = new VisitorPresence({
      clock: host.clock,
      limits: () => host.idleLimits(address),
      isAlone: () => ['bot', 'waiting'].includes(contact.standing.state),
      present: (isPresent) => this.#goOn(() => this.#tellPresence(isPresent)),
      ask: () => audience.tell({ type: 'idle', endsInMs: WARNED_MS }),
      over: (because) => this.#goOn(() => this.#giveUp(because)),
    });
    const openDialog = () => this.#openDialog();
    this.#intake = new VisitorIntake({ host, contact, transcript, botTalk, audience, limits, openDialog });
  }

  get id(): string {
    return this.#contact.chat.id;
  }

  /** Whether nobody would miss it here: it is read again when it is needed. */
  get isIdle(): boolean {
    return this.#audience.isEmpty && !this.#contact.isOpen;
  }

  /** A browser is there: it gets what it has not seen, and from now on everything. */
  join(listener: ChatListener, after: number): Promise<void> {
    return this.#inTurn(async () => {
      this.#presence.came();
      for (const message of await this.#transcript.shown(after)) listener.send(message);
      this.#audience.add(listener);
      // A bot speaks first; to a queue the visitor does.
      if (this.#contact.awaitsScript) await this.#contact.arrive();
      await this.#openDialog();
      this.#audience.tellStanding();
    });
  }

  /** A browser is gone; its visitor may come back. */
  part(listener: ChatListener): void {
    this.#audience.remove(listener);
    if (this.#audience.isEmpty) this.#presence.went();
  }

  /** The visitor writes. */
  say(from: ChatListener, said: SaidMessage): Promise<void> {
    return this.#answering(from, said.id, () => this.#intake.take(from, said));
  }

  /** Whether a file that the visitor wants to send is wanted; if not, it is there already or was refused. */
  wants(from: ChatListener, file: { readonly id: string; readonly bytes: number }): Promise<boolean> {
    return this.#inTurn(() => this.#intake.wants(from, file));
  }

  /** The visitor sends a file, as a message of its own. */
  attach(from: ChatListener, file: FileMessage): Promise<void> {
    return this.#answering(from, file.id, () => this.#intake.takeFile(from, file));
  }

  /** The visitor wants to have a file that came with a message. */
  fetch(from: ChatListener, id: string): Promise<void> {
    return this.#inTurn(async () => {
      const file = await this.#transcript.file(id);
      if (!file) return from.send({ type: 'refused', because: 'no-file' });
      const ticket = this.#around.tickets.issue({ chat: this.id, file });
      from.send({ type: 'download', file: id, path: `files/${ticket}` });
    });
  }

  /** An agent attaches a file to what he is going to write. @throws ContactCentreErrors.FileRefused, ContactCentreErrors.AnswerGone */
  attachToAnswer(file: AnswerFile): Promise<SentFile> {
    return this.#inTurn(() => attachToAnswer(this.#transcript, file));
  }

  /**
   * An agent writes.
   *
   * @throws ContactCentreErrors.NotYourContact, ContactCentreErrors.ChatFull, ContactCentreErrors.UnknownAttachment
   */
  answer(agent: string, { id, text, attachments }: Answer): Promise<StoredMessage> {
    return this.#inTurn(async () => {
      const known = await this.#transcript.find(id);
      if (known?.state === 'kept') return known;
      const contact = this.#contact.id ?? '';
      if (!known && this.#transcript.isFull)
        throw new ContactCentreErrors.ChatFull({ contact, limit: this.#around.limits.messages });
      const attached = known ? [] : await chooseAttached(this.#transcript, { id, attachments, contact });
      const answer = { id, by: 'agent', agent, text, state: 'pending', attached } as const;
      const message = known ?? (await this.#transcript.keep(answer));
      try {
        await this.#around.host.sent(agent, contact, id);
      } catch (thrown) {
        if (!isUnavailable(thrown)) await this.#transcript.settle(message, 'void');
        throw thrown;
      }
      this.#audience.tell(await this.#transcript.settle(message, 'kept'));
      return { ...message, state: 'kept' };
    });
  }

  /** An agent is writing. */
  typing(): void {
    this.#audience.tell({ type: 'typing' });
  }

  /** The visitor shows that he is there. */
  signed(): void {
    this.#presence.signed();
  }

  /** The visitor is writing. */
  visitorTyping(): void {
    this.#presence.signed();
    const { view } = this.#contact;
    if (view?.state === 'connected') this.#around.host.typing(view.contact);
  }

  /** The visitor ends the chat. */
  end(): Promise<void> {
    return this.#inTurn(() => this.#depart('customer'));
  }

  /** Something has happened to the contact. */
  changed(view: GatewayContact): void {
    this.#contact.changed(view);
    if (view.state !== 'self-service') this.#botTalk.end();
    else if (view.script !== undefined) this.#goOn(() => this.#openDialog());
    this.#presence.changed();
    this.#audience.tellStanding();
  }

  close(): void {
    this.#audience.close();
    this.#presence.close();
  }

  async #load(): Promise<void> {
    const unsettled = await this.#transcript.load();
    await this.#contact.find();
    await this.#transcript.loadUnwritten(this.#contact.isOpen);
    for (const message of unsettled) await this.#settle(message);
    this.#presence.resume(this.#transcript.lastWritten ?? this.#contact.chat.at, this.#contact.view?.awaySince);
  }

  async #settle(message: StoredMessage): Promise<void> {
    const { id } = this.#contact;
    // What the bot did not take yet is sent again by the browser, which was not told that it was.
    if (id === undefined || message.step !== undefined) return;
    const isInLog = await wasTaken(message, id, this.#around.host);
    await this.#transcript.settle(message, isInLog ? 'kept' : 'void');
  }

  async #openDialog(): Promise<void> {
    const { inSelfService, led, chat } = this.#contact;
    if (!inSelfService || this.#botTalk.hasBegun) return;
    await this.#botTalk.open(inSelfService, led, chat.language);
    this.#audience.tellStanding();
  }

  async #depart(by: LeavingBy): Promise<void> {
    const { view, isOpen } = this.#contact;
    if (!view || !isOpen) return;
    const { host, bot } = this.#around;
    await host.leave(view.contact, by);
    if (view.state === 'self-service' && view.dialog !== undefined) await bot.abandon(view.dialog, view.contact);
  }

  #standing(): Extract<ServerFrame, { type: 'standing' }> {
    const rules = this.#intake.fileRules;
    const { limits } = this.#around;
    return {
      ...{ type: 'standing', standing: this.#contact.standing, longestText: limits.text },
      ...(rules ? { files: { accept: rules.accept, maxBytes: rules.maxBytes } } : {}),
    };
  }

  async #tellPresence(isPresent: boolean): Promise<void> {
    const { view, isOpen } = this.#contact;
    if (view && isOpen) await this.#around.host.present(view.contact, isPresent);
  }

  /** Who was gone too long has left; who leaves a bot without a word, or says nothing at all, was silent. */
  #giveUp(because: 'absence' | 'silence'): Promise<void> {
    const isLeft = because === 'absence' && !this.#contact.inSelfService;
    return this.#depart(isLeft ? 'customer' : 'silence');
  }

  /** Carries out what a visitor has sent; what could not be stored now may be sent again. */
  #answering(from: ChatListener, id: string, work: () => Promise<void>): Promise<void> {
    this.#presence.signed();
    return this.#inTurn(async () => {
      try {
        await work();
      } catch (thrown) {
        if (!isUnavailable(thrown)) throw thrown;
        from.send({ type: 'refused', because: 'unavailable', id, retryAfterMs: RETRY_MS });
      }
      this.#audience.tellStanding();
    });
  }

  /** Does what nobody waits for. */
  #goOn(work: () => Promise<void>): void {
    this.#inTurn(work).catch((thrown: unknown) =>
      this.#around.host.log.error('A chat could not go on', thrown, { contact: this.#contact.id }),
    );
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#working.then(work);
    this.#working = result.catch(() => undefined);
    return result;
  }
}
