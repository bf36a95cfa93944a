import type { Screen } from '@caruso/script-engine/contract';
import type { GatewayContact, GatewayHost } from '../gateway.js';
import type { LedByScript } from '../led-by-script.js';
import type { ChatBot } from './chat-bot.js';
import type { GivenFile } from './files/judge-file.js';
import type { FileRules } from './files/sent-file.js';
import type { MessageFrame } from './frames.js';
import { isUnavailable } from './is-unavailable.js';
import type { SaidMessage, StoredMessage } from './stored-chat.js';
import type { Transcript } from './transcript.js';

/** What a bot's part of a chat is made of. */
export interface BotTalkParts {
  readonly bot: ChatBot;
  readonly host: GatewayHost;
  readonly transcript: Transcript;
  /** Shows a message to everybody who watches the chat. */
  readonly show: (message: MessageFrame) => void;
}

/** The part of a chat that a dialog script leads: what it says and is answered is in the transcript, once. */
export class BotTalk {
  readonly #parts: BotTalkParts;
  /** Where the dialog stands. */
  #screen: Screen | undefined;

  constructor(parts: BotTalkParts) {
    this.#parts = parts;
  }

  get hasBegun(): boolean {
    return this.#screen !== undefined;
  }

  /** Begins the dialog, or goes on where it stands. */
  async open(contact: GatewayContact, led: LedByScript, language: string | undefined): Promise<void> {
    await this.#leading(contact, led, async () => {
      await this.#lead(contact, await this.#parts.bot.open(contact, led.script, language));
    });
  }

  /** The files that the question takes at which the dialog stands; undefined when it takes none. */
  get fileRules(): FileRules | undefined {
    return this.#screen?.node.question?.file;
  }

  /**
   * The visitor answers.
   *
   * @param known - the message as it was stored before the process was killed, if it was
   */
  answer(contact: GatewayContact, led: LedByScript, said: SaidMessage, known?: StoredMessage): Promise<void> {
    const { bot } = this.#parts;
    return this.#take(contact, led, said, known, async (screen) => {
      const input = bot.read(screen, said.text);
      return input.type === 'reply' ? input.text : bot.enter(screen, contact.contact, input);
    });
  }

  /** The visitor answers with a file, which the dialog keeps; the transcript has its name. */
  answerWithFile(
    contact: GatewayContact,
    led: LedByScript,
    { id, ...file }: GivenFile & { readonly id: string },
    known?: StoredMessage,
  ): Promise<void> {
    const said = { id, text: file.name };
    return this.#take(contact, led, said, known, (screen) => this.#parts.bot.attach(screen, contact.contact, file));
  }

  /** The dialog leads no more. */
  end(): void {
    this.#screen = undefined;
  }

  /**
   * Takes an answer once.
   *
   * @param carryOut - gives it to the dialog; a text is said instead of going on
   */
  async #take(
    contact: GatewayContact,
    led: LedByScript,
    said: SaidMessage,
    known: StoredMessage | undefined,
    carryOut: (screen: Screen) => Promise<Screen | string>,
  ): Promise<void> {
    const screen = this.#screen;
    if (!screen) return;
    const { transcript, show } = this.#parts;
    const { step } = screen;
    const secret = screen.node.question?.private === true;
    const message = known ?? (await transcript.keep({ ...said, by: 'visitor', state: 'pending', step, secret }));
    await this.#leading(contact, led, async () => {
      // The dialog is beyond the step when it had taken the answer before the process was killed.
      const next = message.step === step ? await carryOut(screen) : screen;
      show(await transcript.settle(message, 'kept'));
      if (typeof next === 'string') await this.#sayOnce(`${said.id}/reply`, next);
      else await this.#lead(contact, next);
    });
  }

  /** Says what is to be said until the visitor has to answer, or the dialog is over. */
  async #lead({ contact }: GatewayContact, screen: Screen): Promise<void> {
    const { bot, host } = this.#parts;
    for (let now = screen; ; now = await bot.enter(now, contact, { type: 'next' })) {
      const { messages, expect } = bot.turn(now);
      for (const [index, text] of messages.entries()) await this.#sayOnce(`${now.dialog}/${now.step}/${index}`, text);
      this.#screen = now;
      if (expect === 'message') return;
      if (expect === 'next') continue;
      if (now.handover === undefined) await host.leave(contact, 'customer');
      else await host.handOver(contact, now.handover);
      return;
    }
  }

  async #sayOnce(id: string, text: string): Promise<void> {
    const { transcript, show } = this.#parts;
    if (await transcript.find(id)) return;
    show(transcript.frame(await transcript.keep({ id, by: 'bot', text, state: 'kept' })));
  }

  /** Whom a bot cannot lead any more goes to people. */
  async #leading({ contact }: GatewayContact, led: LedByScript, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (thrown) {
      if (isUnavailable(thrown)) throw thrown;
      const { host } = this.#parts;
      const { script, fallback } = led;
      host.log.error('A script cannot go on with a visitor', thrown, { script, contact, fallback });
      if (fallback === undefined) await host.leave(contact, 'gateway');
      else await host.handOver(contact, fallback);
    }
  }
}
