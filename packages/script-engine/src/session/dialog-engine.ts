import { type Actor, type ArgumentOf, newId } from '@caruso/core';
import { readInput } from '../answer/read-input.js';
import type { Channel, DialogHistory, DialogSummary, Dialogs, MigrationOutcome, Screen } from '../contract.js';
import { ScriptErrors } from '../errors.js';
import type { Script } from '../model/script.js';
import { languageFor } from '../present/language-for.js';
import type { UserInput } from '../step/dialog-input.js';
import { contextOf, stepOf } from '../step/dialog-state.js';
import { DialogRecords } from './dialog-records.js';
import { DialogsAtHand } from './dialogs-at-hand.js';
import { FileAnswers, type GivenFile, type KeptFile } from './file-answers.js';
import { isRepetition } from './is-repetition.js';
import type { DialogFilter } from './journal.js';
import { newLinkToken, readLinkToken, sameHash } from './link-token.js';
import { Migrations } from './migrations.js';
import { RunningDialog, type RunningDialogParts } from './running-dialog.js';
import type { ScriptCatalogue } from './script-catalogue.js';
import { ScriptVersions } from './script-versions.js';

/** What a {@link DialogEngine} works with. */
export interface DialogEngineParts extends RunningDialogParts {
  readonly scripts: ScriptCatalogue;
  /** IANA name of the zone in which `today()` is meant. */
  readonly zone: string;
}

/** Who acts, as the dialog names them, and as services know them. */
interface Asker {
  readonly who: string | undefined;
  readonly actor: Actor | undefined;
}

/** A link as it is handed out. */
export interface GivenLink {
  readonly token: string;
  readonly expiresAt: string;
}

type Operations = (typeof Dialogs)['operations'];

/**
 * Leads dialogs. The journal is the truth: what happens is written before anything follows from it, and a dialog is taken
 * up by replaying it. Within this process what is asked of one dialog is done in turn; between processes the journal lets
 * only one of two writers append.
 */
export class DialogEngine {
  readonly #parts: DialogEngineParts;
  readonly #versions: ScriptVersions;
  readonly #records: DialogRecords;
  readonly #migrations: Migrations;
  readonly #dialogs: DialogsAtHand;
  readonly #files: FileAnswers;

  constructor(parts: DialogEngineParts) {
    this.#parts = parts;
    this.#versions = new ScriptVersions(parts.scripts, parts.journal);
    this.#migrations = new Migrations(parts, this.#versions);
    this.#records = new DialogRecords(parts.journal, this.#versions, parts.clock);
    this.#dialogs = new DialogsAtHand(parts, this.#versions);
    this.#files = new FileAnswers(parts.journal, parts.clock);
  }

  scripts(channel?: Channel): readonly Script[] {
    const scripts = this.#parts.scripts.entries().map(({ compiled }) => compiled.script);
    return scripts.filter(({ channels }) => channel === undefined || channels.includes(channel));
  }

  /** @throws ScriptErrors.UnknownScript, ScriptErrors.NotOnChannel, ScriptErrors.InvalidInput */
  async begin(request: ArgumentOf<Operations['begin']>, actor?: Actor): Promise<Screen> {
    const entry = this.#parts.scripts.get(request.script);
    const { compiled, stored } = entry;
    const { channel, owner, contact, customer } = request;
    refuseOtherChannel(compiled.script, channel);
    const input = readInput(compiled.script, request.input ?? {});
    await this.#versions.keep(entry);
    const { id: script, version, hash } = stored;
    const id = newId();
    const facts = {
      id,
      owner,
      ...(contact === undefined ? {} : { contact }),
      ...(customer === undefined ? {} : { customer }),
      ...(actor === undefined ? {} : { actor: { id: actor.id, roles: [...actor.roles] } }),
    };
    const language = languageFor(compiled.script, request.language);
    const { zone } = this.#parts;
    return this.#dialogs.inTurn(id, async () => {
      const dialog = new RunningDialog(id, compiled, this.#parts);
      await dialog.take(
        { type: 'start', script: { id: script, version, hash }, facts, input, zone, channel, language },
        owner,
        actor,
      );
      this.#dialogs.keep(dialog);
      return dialog.screen;
    });
  }

  /**
   * Shows where a dialog stands. With another channel the dialog moves there; with `who` it belongs to them from now on.
   *
   * @throws ScriptErrors.UnknownDialog, ScriptErrors.NotPossible when no step up to here is on the channel
   */
  show(request: ArgumentOf<Operations['show']>, actor?: Actor): Promise<Screen> {
    return this.#inTurn(request.dialog, { who: request.who, actor }, async (dialog) => {
      const { owner } = dialog.state;
      const { channel: present, language } = contextOf(dialog.state);
      const { channel = present, who = owner } = request;
      if (channel === present && who === owner) return dialog.screen;
      refuseOtherChannel(dialog.compiled.script, channel);
      await dialog.take({ type: 'channel', channel, language, ...(who === owner ? {} : { owner: who }) }, who, actor);
      return dialog.screen;
    });
  }

  /**
   * Answers, goes on, back, or into a branch.
   *
   * @throws ScriptErrors.StaleStep when the dialog has gone on; sending the very same twice shows the present step
   * @throws ScriptErrors.NotOwner, ScriptErrors.NotPossible, ScriptErrors.UnknownDialog
   */
  act(id: string, who: string, input: UserInput, actor?: Actor): Promise<Screen> {
    const isAtStep = ({ state }: RunningDialog) => input.step === stepOf(state);
    return this.#dialogs.takeQuickly(id, isAtStep, async (dialog) => {
      await dialog.finishCalls(who, actor);
      refuseStranger(dialog, who);
      await this.#take(dialog, await this.#files.known(id, input), who, actor);
      return dialog.screen;
    });
  }

  /**
   * Answers with a file. It is kept only if it is taken, or doubted; the same one is kept once.
   *
   * @throws what {@link act} throws; ScriptErrors.TooManyFiles
   */
  attach(id: string, who: string, step: string, given: GivenFile, actor?: Actor): Promise<Screen> {
    return this.#inTurn(id, { who, actor }, async (dialog) => {
      refuseStranger(dialog, who);
      const value = await this.#files.keep(dialog, given);
      try {
        await this.#take(dialog, { type: 'answer', step, value }, who, actor);
      } finally {
        await this.#files.dropUnused(dialog);
      }
      return dialog.screen;
    });
  }

  /**
   * A file that was taken as an answer.
   *
   * @param channel where it is to be shown: a private one only where it was given
   * @throws ScriptErrors.UnknownFile, ScriptErrors.UnknownDialog, ScriptErrors.Erased
   */
  file(id: string, file: string, channel?: Channel): Promise<KeptFile> {
    return this.#dialogs.take(id, (dialog) => this.#files.read(dialog, file, channel));
  }

  /**
   * A link by which somebody else, or the same person elsewhere, may take a dialog over. Only the hash of its secret is kept.
   *
   * @throws ScriptErrors.NotOwner, ScriptErrors.NotOnChannel, ScriptErrors.NotPossible when the dialog has ended
   */
  link({ dialog: id, who, channel = 'web', minutes = 60 }: ArgumentOf<Operations['link']>): Promise<GivenLink> {
    return this.#inTurn(id, { who, actor: undefined }, async (dialog) => {
      refuseStranger(dialog, who);
      refuseOtherChannel(dialog.compiled.script, channel);
      const expiresAt = this.#parts.clock.now() + minutes * 60_000;
      const { token, hash } = newLinkToken(id);
      await dialog.take({ type: 'link', link: { hash, to: channel, expiresAt } }, who);
      return { token, expiresAt: new Date(expiresAt).toISOString() };
    });
  }

  /**
   * Takes a dialog over by a link. Of two who do it at the same time one gets it.
   *
   * @throws ScriptErrors.LinkNotValid, the same for a token that is wrong, used up or has expired; ScriptErrors.NotPossible
   *   when no step up to here is on the channel of the link
   */
  async redeem(token: string, who: string, actor?: Actor): Promise<Screen> {
    const { dialog: id, hash } = readLinkToken(token);
    const invalid = () => new ScriptErrors.LinkNotValid({ dialog: id });
    if (!(await this.#parts.journal.head(id))) throw invalid();
    // Until the link is known to be right, what the dialog waits for is done for its owner.
    return this.#inTurn(id, { who: undefined, actor: undefined }, async (dialog) => {
      const { link, cancelled, erased, snapshot } = dialog.state;
      const isOver = cancelled || erased || snapshot.status === 'done';
      if (!link || isOver || !sameHash(link.hash, hash) || link.expiresAt <= this.#parts.clock.now()) throw invalid();
      const { language } = contextOf(dialog.state);
      await dialog.take({ type: 'channel', channel: link.to, language, owner: who, link: hash }, who, actor);
      return dialog.screen;
    });
  }

  /** Gives a dialog up; actions that can be undone are. */
  async cancel(id: string, who: string, actor?: Actor): Promise<void> {
    await this.#inTurn(id, { who, actor }, async (dialog) => {
      refuseStranger(dialog, who);
      if (!dialog.state.cancelled) await dialog.take({ type: 'cancel' }, who, actor);
    });
  }

  async list(filter: DialogFilter): Promise<readonly DialogSummary[]> {
    const heads = await this.#parts.journal.list(filter);
    return heads.map(({ hash: _hash, seq: _seq, ...summary }) => summary);
  }

  /** Who did what in a dialog. @throws ScriptErrors.UnknownDialog */
  history(id: string): Promise<DialogHistory> {
    return this.#records.history(id);
  }

  /** What was shown, answered and left in the dialogs of a script. */
  statistics(request: ArgumentOf<Operations['statistics']>) {
    return this.#records.statistics(request);
  }

  /** Erases answers of a dialog, or of all dialogs of a customer; returns the ids of those that were erased. */
  async erase(request: ArgumentOf<Operations['erase']>): Promise<readonly string[]> {
    const { which = 'all', who } = request;
    const dialogs = 'dialog' in request ? [request.dialog] : await this.#records.of(request.customer);
    for (const id of dialogs) {
      await this.#dialogs.inTurn(id, async () => {
        await this.#records.erase(id, which, who);
        this.#dialogs.forget(id);
      });
    }
    return dialogs;
  }

  /** Where open dialogs of a script would stand on its latest version, or on a text that is not yet one. Nothing is changed. */
  async migrations(request: ArgumentOf<Operations['migrations']>): Promise<readonly MigrationOutcome[]> {
    const { scripts } = this.#parts;
    const { script, text } = request;
    const target = text === undefined ? scripts.get(script) : scripts.candidate(script, text);
    return this.#migrations.plans(script, target);
  }

  /**
   * Lets a dialog go on on the latest version of its script, if it can; it stays where it is otherwise.
   *
   * @throws ScriptErrors.UnknownDialog, ScriptErrors.UnknownScript, ScriptErrors.Erased
   */
  migrate(id: string, who: string): Promise<MigrationOutcome> {
    return this.#inTurn(id, { who, actor: undefined }, async (dialog) => {
      const target = this.#parts.scripts.get(dialog.compiled.script.id);
      const { outcome, arrived } = await this.#migrations.migrate(dialog, target, who);
      if (arrived) this.#dialogs.keep(arrived);
      return outcome;
    });
  }

  /** Takes what a user does at a step; what was taken at it before, once more, changes nothing. */
  async #take(dialog: RunningDialog, input: UserInput, who: string, actor?: Actor): Promise<void> {
    if (input.step === stepOf(dialog.state)) await dialog.take(input, who, actor);
    else if (!isRepetition(dialog.state, input))
      throw new ScriptErrors.StaleStep({ dialog: dialog.id, step: input.step, screen: dialog.screen });
  }

  /** Takes a dialog up when nobody else here has to do with it, and first finishes the calls for which it waits. */
  #inTurn<T>(id: string, { who, actor }: Asker, action: (dialog: RunningDialog) => Promise<T>): Promise<T> {
    return this.#dialogs.take(id, async (dialog) => {
      await dialog.finishCalls(who ?? dialog.state.owner, actor);
      return action(dialog);
    });
  }
}

function refuseOtherChannel({ id, channels }: Script, channel: Channel): void {
  if (!channels.includes(channel)) throw new ScriptErrors.NotOnChannel({ script: id, channel, channels });
}

function refuseStranger({ id, state }: RunningDialog, who: string): void {
  const selfService = who === 'customer' && contextOf(state).channel !== 'agent';
  if (who !== state.owner && !selfService) throw new ScriptErrors.NotOwner({ dialog: id, who });
}
