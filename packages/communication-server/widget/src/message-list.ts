import type { SentFile } from '../../src/gateways/webchat/files/sent-file.js';
import type { MessageFrame } from '../../src/gateways/webchat/frames.js';
import type { PendingMessage } from './chat-state.js';
import { element } from './element.js';
import type { Wording } from './wording.js';

/** The messages of the chat, and behind them those that are not confirmed. */
export class MessageList {
  readonly root = element('ol');
  readonly #words: Wording;
  readonly #fetch: (file: string) => void;
  readonly #pending: HTMLLIElement[] = [];
  #shown = 0;
  #waiting = '';

  /** @param fetch - saves a file */
  constructor(words: Wording, fetch: (file: string) => void) {
    this.#words = words;
    this.#fetch = fetch;
  }

  /** Shows what there is. Returns whether something has been added. */
  update(messages: readonly MessageFrame[], pending: readonly PendingMessage[]): boolean {
    for (const item of this.#pending.splice(0)) item.remove();
    if (messages.length < this.#shown) {
      this.root.replaceChildren();
      this.#shown = 0;
    }
    const added = messages.slice(this.#shown);
    for (const message of added) this.root.append(this.#item(message));
    this.#shown = messages.length;
    for (const message of pending) this.#pending.push(this.#pendingItem(message));
    this.root.append(...this.#pending);
    const waiting = pending.map(({ id }) => id).join();
    const isNew = added.length > 0 || waiting !== this.#waiting;
    this.#waiting = waiting;
    return isNew;
  }

  #item({ by, name = '', text, files = [] }: MessageFrame): HTMLLIElement {
    const { you, bot } = this.#words;
    const who = by === 'visitor' ? you : by === 'bot' ? bot : name;
    const said = text === '' ? [] : [element('span', { className: 'text' }, text)];
    return element('li', { className: by }, whoIs(who), ...said, ...files.map((file) => this.#file(file)));
  }

  #file({ file, name, bytes }: SentFile): HTMLButtonElement {
    const label = this.#words.file(name, kilobytes(bytes));
    return element('button', { className: 'file', type: 'button', onclick: () => this.#fetch(file) }, label);
  }

  #pendingItem({ text, file }: PendingMessage): HTMLLIElement {
    const { sending, sent, file: named } = this.#words;
    const who = file ? sent(Math.floor((100 * file.sent) / Math.max(1, file.bytes))) : sending;
    const said = file ? named(file.name, kilobytes(file.bytes)) : text;
    return element('li', { className: 'visitor pending' }, whoIs(who), element('span', { className: 'text' }, said));
  }
}

function whoIs(who: string): HTMLElement {
  return element('span', { className: 'who' }, who);
}

function kilobytes(bytes: number): number {
  return Math.ceil(bytes / 1_000);
}
