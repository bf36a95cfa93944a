import type { GatewayHost } from '../gateway.js';
import type { BotTalk } from './bot-talk.js';
import type { ChatAudience, ChatListener } from './chat-audience.js';
import type { ChatContact } from './chat-contact.js';
import { ACCEPTED, type GivenFile, judgeFile } from './files/judge-file.js';
import type { FileRules } from './files/sent-file.js';
import type { Refusal } from './frames.js';
import type { SaidMessage, StoredMessage } from './stored-chat.js';
import type { NewMessage, Transcript } from './transcript.js';
import type { WebchatLimits } from './webchat-options.js';

/** What the messages of a visitor go through. */
export interface IntakeParts {
  readonly host: GatewayHost;
  readonly contact: ChatContact;
  readonly transcript: Transcript;
  readonly botTalk: BotTalk;
  readonly audience: ChatAudience;
  readonly limits: WebchatLimits;
  /** Lets the bot begin, or go on, if one leads. */
  readonly openDialog: () => Promise<void>;
}

/** A file that is a message. */
export type FileMessage = GivenFile & { readonly id: string };

/** Takes what a visitor sends: to the bot as long as one leads, else to the agent or who is going to be one. */
export class VisitorIntake {
  readonly #parts: IntakeParts;

  constructor(parts: IntakeParts) {
    this.#parts = parts;
  }

  /** Which files are taken now: those that the bot asks for, or what people send to each other. */
  get fileRules(): FileRules | undefined {
    const { contact, botTalk, limits } = this.#parts;
    if (contact.inSelfService) return botTalk.fileRules;
    const isTaken = limits.files > 0 && !contact.isOver && !contact.awaitsScript;
    return isTaken ? { accept: ACCEPTED, maxBytes: limits.fileBytes } : undefined;
  }

  async take(from: ChatListener, said: SaidMessage): Promise<void> {
    const { contact, botTalk, openDialog } = this.#parts;
    const known = await this.#admit(from, said.id);
    if (known === 'done') return;
    if (!contact.inSelfService) return this.#bring(from, known, { ...said });
    await openDialog();
    await botTalk.answer(contact.inSelfService, contact.led, said, known);
  }

  /** Whether a file is wanted; if not, it is there already or was refused. */
  async wants(from: ChatListener, { id, bytes }: { readonly id: string; readonly bytes: number }): Promise<boolean> {
    return (await this.#admit(from, id, bytes)) !== 'done';
  }

  async takeFile(from: ChatListener, { id, ...given }: FileMessage): Promise<void> {
    const { contact, botTalk } = this.#parts;
    const known = await this.#admit(from, id, given.content.length);
    if (known === 'done') return;
    if (contact.inSelfService)
      return botTalk.answerWithFile(contact.inSelfService, contact.led, { id, ...given }, known);
    const file = judgeFile(given);
    if (file) await this.#bring(from, known, { id, text: '', files: [file] });
    else refuse(from, 'file-type', id);
  }

  /**
   * Lets a message in, or says why not.
   *
   * @param bytes - of a file
   * @returns the message as it was kept before the process was killed, if it was
   */
  async #admit(from: ChatListener, id: string, bytes?: number): Promise<StoredMessage | undefined | 'done'> {
    const { transcript } = this.#parts;
    const known = await transcript.find(id);
    const because = this.#refusalOf(known, bytes);
    if (known?.state === 'kept') from.send(transcript.frame(known));
    else if (because) refuse(from, because, id);
    else return known;
    return 'done';
  }

  #refusalOf(known: StoredMessage | undefined, bytes: number | undefined): Refusal | undefined {
    const { contact, transcript } = this.#parts;
    if (contact.isOver || known?.state === 'void') return 'over';
    if (known) return undefined;
    if (transcript.isFull) return 'full';
    return bytes === undefined ? undefined : this.#fileRefusalOf(bytes);
  }

  #fileRefusalOf(bytes: number): Refusal | undefined {
    const { contact, transcript } = this.#parts;
    const rules = this.fileRules;
    if (!rules) return 'no-file';
    if (bytes === 0) return 'file-type';
    if (bytes > rules.maxBytes) return 'file-size';
    // What a bot is given is kept, and counted, by its dialog.
    return contact.inSelfService || transcript.hasRoomFor([{ bytes }]) ? undefined : 'files-full';
  }

  async #bring(
    from: ChatListener,
    known: StoredMessage | undefined,
    said: Pick<NewMessage, 'id' | 'text' | 'files'>,
  ): Promise<void> {
    const { host, contact, transcript, audience } = this.#parts;
    const message = known ?? (await transcript.keep({ ...said, by: 'visitor', state: 'pending' }));
    const isTaken = await host.received(await contact.arrive(), said.id);
    const frame = await transcript.settle(message, isTaken ? 'kept' : 'void');
    if (isTaken) audience.tell(frame);
    else refuse(from, 'over', said.id);
  }
}

function refuse(to: ChatListener, because: Refusal, id: string): void {
  to.send({ type: 'refused', because, id });
}
