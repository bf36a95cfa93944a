import { type ArgumentOf, type Clock, newId } from '@caruso/core';
import type { CountryCode } from 'libphonenumber-js';
import { readInput } from '../answer/read-input.js';
import type { Channel, DialogSummary, Dialogs, Screen } from '../contract.js';
import { ScriptErrors } from '../errors.js';
import type { CompiledScript } from '../machine/compile-script.js';
import type { Script } from '../model/script.js';
import { languageFor } from '../present/language-for.js';
import { renderScreen } from '../present/render-screen.js';
import type { DialogInput, UserInput } from '../step/dialog-input.js';
import { contextOf, type DialogState, stepOf } from '../step/dialog-state.js';
import { evolve } from '../step/evolve.js';
import { type Effect, pendingEffect } from '../step/pending-effect.js';
import { type Step, step } from '../step/step.js';
import { carryOut, interrupted, type ServiceCaller } from './carry-out.js';
import { DialogCache } from './dialog-cache.js';
import { headOf } from './head-of.js';
import { isRepetition } from './is-repetition.js';
import type { DialogFilter, Journal } from './journal.js';
import type { ScriptCatalogue } from './script-catalogue.js';

/** What a {@link DialogEngine} works with. */
export interface DialogEngineParts {
  readonly journal: Journal;
  readonly scripts: ScriptCatalogue;
  readonly call: ServiceCaller;
  readonly clock: Clock;
  /** Where telephone numbers without a country code belong. */
  readonly country?: CountryCode | undefined;
  /** IANA name of the zone in which `today()` is meant. */
  readonly zone: string;
}

type Operations = (typeof Dialogs)['operations'];

interface Loaded {
  readonly compiled: CompiledScript;
  readonly state: DialogState;
}

/**
 * Leads dialogs. The journal is the truth: what happens is written before anything follows from it, and a dialog is taken
 * up by replaying it. Within this process the events of one dialog come one after the other; between processes the
 * journal lets only one of two writers append.
 */
export class DialogEngine {
  readonly #parts: DialogEngineParts;
  readonly #cache = new DialogCache<Loaded>();
  readonly #kept = new Set<string>();

  constructor(parts: DialogEngineParts) {
    this.#parts = parts;
  }

  scripts(channel?: Channel): readonly Script[] {
    const scripts = this.#parts.scripts.entries().map(({ compiled }) => compiled.script);
    return scripts.filter(({ channels }) => channel === undefined || channels.includes(channel));
  }

  /** @throws ScriptErrors.UnknownScript, ScriptErrors.NotOnChannel, ScriptErrors.InvalidInput */
  async begin(request: ArgumentOf<Operations['begin']>): Promise<Screen> {
    const { compiled, stored } = this.#parts.scripts.get(request.script);
    const { script } = compiled;
    const { channel, owner, contact, customer } = request;
    if (!script.channels.includes(channel))
      throw new ScriptErrors.NotOnChannel({ script: script.id, channel, channels: script.channels });
    const input = readInput(script, request.input ?? {});
    if (!this.#kept.has(stored.hash)) await this.#parts.journal.keepScript(stored);
    this.#kept.add(stored.hash);
    const id = newId();
    const { hash, version } = stored;
    const begun = step(
      compiled,
      undefined,
      {
        type: 'start',
        script: { id: script.id, version, hash },
        facts: {
          id,
          owner,
          ...(contact === undefined ? {} : { contact }),
          ...(customer === undefined ? {} : { customer }),
        },
        input,
        zone: this.#parts.zone,
        channel,
        language: languageFor(script, request.language),
      },
      this.#environment(owner),
    );
    return this.#cache.exclusively(id, async () => {
      await this.#write(compiled, undefined, begun);
      return renderScreen(compiled, await this.#settle({ compiled, state: begun.state }, owner));
    });
  }

  /**
   * Shows where a dialog stands. With another channel the dialog moves there; with `who` it belongs to them from now on.
   *
   * @throws ScriptErrors.UnknownDialog, ScriptErrors.NotPossible when no step up to here is on the channel
   */
  show(request: ArgumentOf<Operations['show']>): Promise<Screen> {
    const { dialog, channel, who } = request;
    return this.#with(dialog, who, async (loaded) => {
      const { compiled, state } = loaded;
      const context = contextOf(state);
      const moves = channel !== undefined && channel !== context.channel;
      const changesHands = who !== undefined && who !== state.owner;
      if (!moves && !changesHands) return renderScreen(compiled, state);
      if (!compiled.script.channels.includes(channel ?? context.channel))
        throw new ScriptErrors.NotOnChannel({
          script: compiled.script.id,
          channel: channel ?? '',
          channels: compiled.script.channels,
        });
      const to = { channel: channel ?? context.channel, language: context.language };
      const input: DialogInput = { type: 'channel', ...to, ...(changesHands ? { owner: who } : {}) };
      return renderScreen(compiled, await this.#do(loaded, input, who ?? state.owner));
    });
  }

  /**
   * Answers, goes on, back, or into a branch.
   *
   * @throws ScriptErrors.StaleStep when the dialog has gone on; sending the very same twice shows the present step
   * @throws ScriptErrors.NotOwner, ScriptErrors.NotPossible, ScriptErrors.UnknownDialog
   */
  act(dialog: string, who: string, input: UserInput): Promise<Screen> {
    return this.#with(dialog, who, async (loaded) => {
      const { compiled, state } = loaded;
      this.#refuseStranger(state, who);
      if (input.step === stepOf(state)) return renderScreen(compiled, await this.#do(loaded, input, who));
      const screen = renderScreen(compiled, state);
      if (isRepetition(state, input)) return screen;
      throw new ScriptErrors.StaleStep({ dialog, step: input.step, screen });
    });
  }

  /** Gives a dialog up; actions that can be undone are. */
  async cancel(dialog: string, who: string): Promise<void> {
    await this.#with(dialog, who, async (loaded) => {
      this.#refuseStranger(loaded.state, who);
      if (!loaded.state.cancelled) await this.#do(loaded, { type: 'cancel' }, who);
    });
  }

  async list(filter: DialogFilter): Promise<readonly DialogSummary[]> {
    const heads = await this.#parts.journal.list(filter);
    return heads.map(({ hash: _hash, seq: _seq, ...summary }) => summary);
  }

  /** Loads a dialog, first finishes what it waits for, and keeps others out of it meanwhile. */
  #with<T>(dialog: string, who: string | undefined, action: (loaded: Loaded) => Promise<T>): Promise<T> {
    return this.#cache.exclusively(dialog, async () => {
      const loaded = await this.#load(dialog);
      const state = await this.#settle(loaded, who ?? loaded.state.owner);
      return action({ ...loaded, state });
    });
  }

  async #load(dialog: string): Promise<Loaded> {
    const cached = this.#cache.get(dialog);
    const compiled = cached?.compiled ?? (await this.#compiledFor(dialog));
    const entries = await this.#parts.journal.entries(dialog, cached?.state.seq ?? 0);
    let state = cached?.state;
    for (const entry of entries) state = this.#replayed(dialog, compiled, state, entry);
    if (!state) throw new ScriptErrors.UnknownDialog({ dialog });
    const loaded = { compiled, state };
    this.#cache.set(dialog, loaded);
    return loaded;
  }

  #replayed(
    dialog: string,
    compiled: CompiledScript,
    state: DialogState | undefined,
    entry: Parameters<typeof evolve>[2],
  ) {
    try {
      return evolve(compiled, state, entry);
    } catch (thrown) {
      const reason = thrown instanceof Error ? thrown.message : String(thrown);
      throw new ScriptErrors.UnreadableJournal({ dialog, seq: entry.seq, reason }, { cause: thrown });
    }
  }

  async #compiledFor(dialog: string): Promise<CompiledScript> {
    const head = await this.#parts.journal.head(dialog);
    if (!head) throw new ScriptErrors.UnknownDialog({ dialog });
    const known = this.#parts.scripts.byHash(head.hash);
    if (known) return known;
    const stored = await this.#parts.journal.script(head.hash);
    if (!stored) throw new ScriptErrors.MissingVersion({ dialog, hash: head.hash });
    return this.#parts.scripts.revive(stored);
  }

  async #do({ compiled, state }: Loaded, input: DialogInput, who: string): Promise<DialogState> {
    const taken = step(compiled, state, input, this.#environment(who));
    await this.#write(compiled, state, taken);
    return this.#settle({ compiled, state: taken.state }, who);
  }

  /** Carries out the service calls for which a dialog waits, until it waits for a user again. */
  async #settle({ compiled, state }: Loaded, who: string): Promise<DialogState> {
    let next = state;
    for (let effect = pendingEffect(compiled, next); effect; effect = pendingEffect(compiled, next)) {
      const input = await this.#resultOf(compiled, next, effect, who, (begun) => {
        next = begun;
      });
      const taken = step(compiled, next, input, this.#environment(who));
      await this.#write(compiled, next, taken);
      next = taken.state;
    }
    return next;
  }

  async #resultOf(
    compiled: CompiledScript,
    state: DialogState,
    effect: Effect,
    who: string,
    onBegun: (state: DialogState) => void,
  ): Promise<DialogInput> {
    const wasBegun = state.begun?.effect === effect.effect;
    // It was under way when a process ended: only what cannot act twice is done again.
    if (wasBegun && !effect.repeatable) return { type: 'failed', effect, failure: interrupted(effect) };
    if (effect.kind !== 'lookup' && !wasBegun) {
      const begun = step(compiled, state, { type: 'begin', effect }, this.#environment(who));
      await this.#write(compiled, state, begun);
      onBegun(begun.state);
    }
    const outcome = await carryOut(effect, this.#parts.call, this.#parts.clock);
    return 'result' in outcome
      ? { type: 'done', effect, result: outcome.result }
      : { type: 'failed', effect, failure: outcome.failure };
  }

  async #write(compiled: CompiledScript, before: DialogState | undefined, { state, entries }: Step): Promise<void> {
    const dialog = state.start.facts.id;
    try {
      await this.#parts.journal.append(headOf(compiled, state), entries, before?.seq ?? 0);
    } catch (thrown) {
      this.#cache.delete(dialog);
      throw thrown;
    }
    this.#cache.set(dialog, { compiled, state });
  }

  #refuseStranger(state: DialogState, who: string): void {
    const selfService = who === 'customer' && contextOf(state).channel !== 'agent';
    if (who !== state.owner && !selfService) throw new ScriptErrors.NotOwner({ dialog: state.start.facts.id, who });
  }

  #environment(who: string) {
    return { now: this.#parts.clock.now(), who, country: this.#parts.country };
  }
}
