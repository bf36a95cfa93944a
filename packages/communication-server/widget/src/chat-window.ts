import { AttachButton } from './attach-button.js';
import type { ChatState } from './chat-state.js';
import { element } from './element.js';
import { MessageList } from './message-list.js';
import { standingWords } from './standing-words.js';
import type { Wording } from './wording.js';

const TYPING_SHOWN_MS = 5_000;

/** What the visitor does in the window. */
export interface WindowActions {
  readonly write: (text: string) => void;
  readonly sendFile: (file: File) => void;
  readonly fetch: (file: string) => void;
  readonly here: () => void;
  readonly typing: () => void;
  readonly end: () => void;
  readonly restart: () => void;
  readonly close: () => void;
}

/** The window of the chat: how it stands, the messages, and where to write. */
export class ChatWindow {
  readonly root: HTMLElement;
  readonly #words: Wording;
  readonly #actions: WindowActions;
  readonly #standing = element('p', { className: 'standing', role: 'status' });
  readonly #list: MessageList;
  readonly #log: HTMLElement;
  readonly #typing = element('p', { className: 'typing', aria: { live: 'polite' } });
  readonly #error = element('p', { className: 'error', role: 'alert', hidden: true });
  readonly #asked: HTMLElement;
  readonly #text: HTMLTextAreaElement;
  readonly #form: HTMLFormElement;
  readonly #again: HTMLButtonElement;
  readonly #over: HTMLElement;
  readonly #endButton: HTMLButtonElement;
  readonly #attach: AttachButton;
  #agent = '';
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(words: Wording, actions: WindowActions) {
    this.#words = words;
    this.#actions = actions;
    // What can be scrolled can be reached by keyboard, too.
    const log = { className: 'log', role: 'log', tabIndex: 0, aria: { live: 'polite', label: words.messages } };
    this.#list = new MessageList(words, actions.fetch);
    this.#log = element('div', log, this.#list.root);
    const here = element('button', { type: 'button', onclick: () => this.#isHere() }, words.here);
    this.#asked = element('div', { className: 'asked', hidden: true }, element('p', { role: 'alert' }), here);
    this.#text = element('textarea', { rows: 1, name: 'message' });
    this.#text.addEventListener('keydown', (event) => this.#pressed(event));
    this.#text.addEventListener('input', () => actions.typing());
    this.#attach = new AttachButton(words, actions.sendFile);
    this.#form = element(
      'form',
      {},
      element('label', {}, words.message, this.#text),
      this.#attach.root,
      element('button', { className: 'main', type: 'submit' }, words.send),
    );
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#send();
    });
    this.#again = element('button', { className: 'main', type: 'button', onclick: () => this.#restart() }, words.again);
    this.#over = element('div', { className: 'over', hidden: true }, this.#again);
    this.#endButton = element('button', { type: 'button', onclick: actions.end }, words.end);
    const close = element('button', { type: 'button', onclick: actions.close, aria: { label: words.close } }, '✕');
    this.root = element(
      'section',
      { className: 'window', hidden: true, role: 'dialog', aria: { label: words.title } },
      element('header', {}, element('h2', {}, words.title), element('span', {}, this.#endButton, close)),
      this.#standing,
      this.#log,
      this.#typing,
      this.#asked,
      this.#error,
      this.#form,
      this.#over,
    );
    this.root.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') actions.close();
    });
  }

  show(open: boolean): void {
    this.root.hidden = !open;
    if (!open) return;
    (this.#form.hidden ? this.#again : this.#text).focus();
    this.#scroll();
  }

  update(state: ChatState, isConnected: boolean): void {
    const { standing, messages, pending, refusal, files, isAsked } = state;
    this.#agent = standing?.state === 'talking' ? standing.agent : '';
    setText(this.#standing, standingWords(standing, isConnected, this.#words));
    const isOver = standing?.state === 'over';
    const hadFocus = this.#form.contains((this.root.getRootNode() as ShadowRoot).activeElement);
    this.#form.hidden = isOver;
    this.#over.hidden = !isOver;
    this.#endButton.hidden = isOver || standing === undefined || standing.state === 'new';
    if (isOver && hadFocus) this.#again.focus();
    this.#text.maxLength = state.longestText;
    this.#ask(isAsked);
    this.#attach.update(files);
    const hasNew = this.#list.update(messages, pending);
    if (hasNew && messages.at(-1)?.by === 'agent') setText(this.#typing, '');
    if (hasNew) this.#scroll();
    this.#error.hidden = refusal === undefined || (refusal === 'over' && isOver);
    setText(this.#error, refusal === undefined ? '' : this.#words.refused[refusal]);
  }

  typing(): void {
    setText(this.#typing, this.#words.typing(this.#agent));
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => setText(this.#typing, ''), TYPING_SHOWN_MS);
  }

  /** Read out when it appears; the focus stays where it is. */
  #ask(isAsked: boolean): void {
    this.#asked.hidden = !isAsked;
    const [question] = this.#asked.children;
    if (question instanceof HTMLElement) setText(question, isAsked ? this.#words.stillThere : '');
  }

  #isHere(): void {
    this.#text.focus();
    this.#actions.here();
  }

  #pressed(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.#send();
  }

  #send(): void {
    const text = this.#text.value.trim();
    this.#text.focus();
    if (text === '') return;
    this.#text.value = '';
    this.#actions.write(text);
  }

  #restart(): void {
    this.#actions.restart();
    this.#text.focus();
  }

  #scroll(): void {
    this.#log.scrollTop = this.#log.scrollHeight;
  }
}

/** A text that stays the same is not read out again. */
function setText(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}
