import type { Actor, Clock } from '@caruso/core';
import type { CountryCode } from 'libphonenumber-js';
import type { Screen } from '../contract.js';
import { ScriptErrors } from '../errors.js';
import type { CompiledScript } from '../machine/compile-script.js';
import { renderScreen } from '../present/render-screen.js';
import type { DialogInput } from '../step/dialog-input.js';
import type { DialogState } from '../step/dialog-state.js';
import { evolve, sinceMigration, statesAlong } from '../step/evolve.js';
import type { JournalEntry, Migration } from '../step/journal-entry.js';
import { type Effect, pendingEffect } from '../step/pending-effect.js';
import { step } from '../step/step.js';
import { carryOut, interrupted, type ServiceCaller } from './carry-out.js';
import { headOf } from './head-of.js';
import type { Journal } from './journal.js';

/** What a dialog needs of the world around it. */
export interface RunningDialogParts {
  readonly journal: Journal;
  readonly call: ServiceCaller;
  readonly clock: Clock;
  /** Where telephone numbers without a country code belong. */
  readonly country?: CountryCode | undefined;
}

/**
 * One dialog as it is led: what comes in is judged, written into the journal, and carried out, until there is a screen for
 * a user again. Its state is the replay of its journal, never ahead of what is durable. To be used by one at a time.
 */
export class RunningDialog {
  readonly id: string;
  readonly compiled: CompiledScript;
  readonly #parts: RunningDialogParts;
  #state: DialogState | undefined;

  constructor(id: string, compiled: CompiledScript, parts: RunningDialogParts) {
    this.id = id;
    this.compiled = compiled;
    this.#parts = parts;
  }

  /** @throws ScriptErrors.UnknownDialog before its first entry is written or replayed */
  get state(): DialogState {
    if (!this.#state) throw new ScriptErrors.UnknownDialog({ dialog: this.id });
    return this.#state;
  }

  get screen(): Screen {
    return renderScreen(this.compiled, this.state);
  }

  /**
   * Replays what has been written since; by another process, or before this one took the dialog up.
   *
   * @returns false when it has gone on on another version meanwhile, and is to be taken up anew
   * @throws ScriptErrors.Erased, ScriptErrors.UnreadableJournal
   */
  async catchUp(): Promise<boolean> {
    const written = await this.#parts.journal.entries(this.id, this.#state?.seq ?? 0);
    if (written.some(({ event }) => event === 'erased')) throw new ScriptErrors.Erased({ dialog: this.id });
    if (this.#state && written.some(({ event }) => event === 'migrate')) return false;
    const entries = sinceMigration(written);
    let read = 0;
    try {
      for (const { state } of statesAlong(this.compiled, this.#state, entries)) {
        this.#state = state;
        read += 1;
      }
    } catch (thrown) {
      const reason = thrown instanceof Error ? thrown.message : String(thrown);
      throw new ScriptErrors.UnreadableJournal(
        { dialog: this.id, seq: entries[read]?.seq ?? 0, reason },
        { cause: thrown },
      );
    }
    return true;
  }

  /** Begins on this version with what was brought along from another. */
  async arrive(migration: Migration, who: string, expected: number): Promise<void> {
    const { path } = migration;
    const { channel, language } = path.findLast(({ event }) => event === 'channel') ?? path[0] ?? {};
    if (!channel || !language) throw new TypeError('a migration has a way');
    const at = this.#parts.clock.now();
    const entry: JournalEntry = { event: 'migrate', ...migration, seq: expected + 1, at, who, channel, language };
    const state = evolve(this.compiled, undefined, entry);
    await this.#parts.journal.append(headOf(this.compiled, state), [entry], expected);
    this.#state = state;
  }

  /** Takes what comes in, and goes on as far as no user is needed. */
  async take(input: DialogInput, who: string, actor?: Actor): Promise<void> {
    await this.#write(input, who);
    await this.finishCalls(who, actor);
  }

  /**
   * Carries out the service calls for which the dialog waits, until it waits for a user again.
   *
   * @param actor for whom they are made; by default for whom the dialog was begun
   */
  async finishCalls(who: string, actor?: Actor): Promise<void> {
    for (let effect = this.awaited; effect; effect = this.awaited) await this.#finishCall(effect, who, actor);
  }

  /** The service call for which the dialog waits; undefined when it waits for a user. */
  get awaited(): Effect | undefined {
    return pendingEffect(this.compiled, this.state);
  }

  /** Carries out one call: its beginning is durable before the service hears of it, its result before anything follows. */
  async #finishCall(effect: Effect, who: string, actor: Actor | undefined): Promise<void> {
    const wasBegun = this.state.begun?.effect === effect.id;
    // It was under way when a process ended: only what cannot act twice is done again.
    if (wasBegun && !effect.repeatable)
      return this.#write({ type: 'failed', effect, failure: interrupted(effect) }, who);
    if (effect.kind !== 'lookup' && !wasBegun) await this.#write({ type: 'begin', effect }, who);
    const { facts } = this.state.start;
    const outcome = await carryOut(effect, this.#parts.call, this.#parts.clock, actor ?? facts.actor);
    await this.#write(
      'result' in outcome ? { type: 'done', effect, ...outcome } : { type: 'failed', effect, ...outcome },
      who,
    );
  }

  /** Judges what comes in and writes what it brings about. When that fails, the dialog stands where it stood. */
  async #write(input: DialogInput, who: string): Promise<void> {
    const { journal, clock, country } = this.#parts;
    const taken = step(this.compiled, this.#state, input, { now: clock.now(), who, country });
    await journal.append(headOf(this.compiled, taken.state), taken.entries, this.#state?.seq ?? 0);
    this.#state = taken.state;
  }
}
