import type { Stub } from '@caruso/core';
import type { Dialogs, Screen } from '@caruso/script-engine/contract';
import { ContactCentreErrors } from '../../errors.js';
import type { GatewayContact, GatewayHost } from '../gateway.js';
import type { GivenFile } from './files/judge-file.js';
import type { ChatInput, ChatPresenter } from './webchat-options.js';

/** What a bot needs. */
export interface BotSurroundings {
  readonly host: GatewayHost;
  readonly presenter: ChatPresenter | undefined;
}

/** Leads the dialog of a contact in writing. Where the dialog stands is known by the dialog alone. */
export class ChatBot {
  readonly #around: BotSurroundings;

  constructor(around: BotSurroundings) {
    this.#around = around;
  }

  /**
   * Where the dialog of a contact stands; it is begun if there is none.
   *
   * @throws ContactCentreErrors.NoBot, ScriptErrors of the dialog
   */
  async open(contact: GatewayContact, script: string, language: string | undefined): Promise<Screen> {
    const dialogs = this.#dialogs(script);
    const { contact: id, from, to, customer, dialog } = contact;
    if (dialog !== undefined) return dialogs.show({ dialog });
    // A process that was killed here has begun a dialog that the contact does not know of.
    const open = await dialogs.list({ contact: id, owner: id, state: 'open' });
    const begun = open.find((other) => other.script === script);
    const screen = begun
      ? await dialogs.show({ dialog: begun.dialog })
      : await dialogs.begin({
          script,
          channel: 'chat',
          owner: id,
          contact: id,
          input: await this.#input(script, { contact: id, from, to, customer }),
          ...(customer === undefined ? {} : { customer }),
          ...(language === undefined ? {} : { language }),
        });
    await this.#around.host.annotate(id, screen.dialog);
    return screen;
  }

  /** What is said at a step, and what comes next. */
  turn(screen: Screen) {
    return this.#presenter(screen.script.id).chatTurn(screen);
  }

  read(screen: Screen, text: string): ChatInput {
    return this.#presenter(screen.script.id).readMessage(screen, text);
  }

  /** Carries out what a message means. A step that was left meanwhile is not entered again. */
  async enter(screen: Screen, owner: string, input: Exclude<ChatInput, { type: 'reply' }>): Promise<Screen> {
    const dialogs = this.#dialogs(screen.script.id);
    const at = { dialog: screen.dialog, step: screen.step, who: owner };
    switch (input.type) {
      case 'answer':
        return dialogs.answer({ ...at, value: input.value });
      case 'branch':
        return dialogs.branch({ ...at, branch: input.branch });
      case 'cancel':
        await dialogs.cancel({ dialog: screen.dialog, who: owner });
        return dialogs.show({ dialog: screen.dialog });
      default:
        return dialogs[input.type](at);
    }
  }

  /** Answers with a file. */
  attach({ dialog, step, script }: Screen, owner: string, { name, content }: GivenFile): Promise<Screen> {
    const base64 = Buffer.from(content).toString('base64');
    return this.#dialogs(script.id).attach({ dialog, step, who: owner, name, content: base64 });
  }

  /** Gives up a dialog with which nobody will go on. */
  async abandon(dialog: string, owner: string): Promise<void> {
    await this.#around.host.dialogs?.cancel({ dialog, who: owner });
  }

  async #input(script: string, known: Readonly<Record<string, string | undefined>>) {
    const scripts = await this.#dialogs(script).scripts({ channel: 'chat' });
    const inputs = scripts.find(({ id }) => id === script)?.inputs ?? [];
    return Object.fromEntries(inputs.flatMap(({ name }) => (known[name] ? [[name, known[name]]] : [])));
  }

  #dialogs(script: string): Stub<typeof Dialogs> {
    const { dialogs } = this.#around.host;
    if (dialogs) return dialogs;
    throw new ContactCentreErrors.NoBot({ script, missing: 'the assembly has no dialogs; add scriptEngine()' });
  }

  #presenter(script: string): ChatPresenter {
    const { presenter } = this.#around;
    if (presenter) return presenter;
    const missing = 'the gateway has no option `bot`; give it chatTurn and readMessage of @caruso/script-engine';
    throw new ContactCentreErrors.NoBot({ script, missing });
  }
}
