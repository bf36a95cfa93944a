import type { ScriptFile } from '../../src/check/script-library.js';
import type { Channel, Screen } from '../../src/contract.js';
import { compileScript } from '../../src/machine/compile-script.js';
import { renderScreen } from '../../src/present/render-screen.js';
import type { DialogInput } from '../../src/step/dialog-input.js';
import { contextOf, type DialogState, stepOf } from '../../src/step/dialog-state.js';
import type { JournalEntry } from '../../src/step/journal-entry.js';
import { type Effect, pendingEffect } from '../../src/step/pending-effect.js';
import { type Step, step } from '../../src/step/step.js';
import { ada, area, contracts } from './utility-services.js';

/** What a user can do, without the step token. */
export type Move =
  | { readonly type: 'answer'; readonly value: unknown }
  | { readonly type: 'next' | 'back' | 'silence' | 'mismatch' }
  | { readonly type: 'branch'; readonly branch: string }
  | { readonly type: 'channel'; readonly channel: Channel };

const RESULTS: Readonly<Record<string, unknown>> = {
  'crm.customer': ada,
  'grid.areaOf': area,
  'erp.storeReading': { booked: true },
  'erp.cancelReading': {},
  'erp.moveContract': { id: 'o-1' },
  'erp.cancelMove': {},
};

/** A dialog led by the pure step function alone; services answer at once and are noted. */
export class Walk {
  readonly compiled;
  readonly journal: JournalEntry[] = [];
  readonly called: string[] = [];
  readonly #fails: (effect: Effect) => boolean;
  #state: DialogState | undefined;
  now = Date.parse('2026-06-01T10:00:00Z');

  constructor(
    text: string,
    options: {
      readonly fails?: (effect: Effect) => boolean;
      readonly unchecked?: boolean;
      readonly scripts?: readonly ScriptFile[];
    } = {},
  ) {
    const { scripts = [] } = options;
    this.compiled = compileScript(text, 'test.xml', { scripts, ...(options.unchecked ? {} : { contracts }) });
    this.#fails = options.fails ?? (() => false);
  }

  start(channel: Channel = 'agent', input: Readonly<Record<string, unknown>> = {}, language = 'en'): this {
    const script = { id: this.compiled.script.id, version: this.compiled.script.version, hash: '' };
    return this.#take({
      type: 'start',
      script,
      facts: { id: 'd-1', owner: 'agent-1' },
      input,
      zone: 'Europe/Berlin',
      channel,
      language,
    });
  }

  get state(): DialogState {
    if (!this.#state) throw new Error('the walk has not been started');
    return this.#state;
  }

  get screen(): Screen {
    return renderScreen(this.compiled, this.state);
  }

  /** The text of the step, in one line. */
  get text(): string {
    return this.screen.node.text.map(({ text }) => text).join('');
  }

  get answers(): Readonly<Record<string, unknown>> {
    return contextOf(this.state).answers;
  }

  move(move: Move): this {
    if (move.type === 'channel') return this.channel(move.channel);
    return this.#take({ ...move, step: stepOf(this.state) } as DialogInput);
  }

  answer(...values: readonly unknown[]): this {
    for (const value of values) this.move({ type: 'answer', value });
    return this;
  }

  next(): this {
    return this.move({ type: 'next' });
  }

  silence(): this {
    return this.move({ type: 'silence' });
  }

  mismatch(): this {
    return this.move({ type: 'mismatch' });
  }

  back(): this {
    return this.move({ type: 'back' });
  }

  correct(entry: number): this {
    return this.#take({ type: 'correct', entry, step: stepOf(this.state) });
  }

  branch(branch: string): this {
    return this.move({ type: 'branch', branch });
  }

  cancel(): this {
    return this.#take({ type: 'cancel' });
  }

  channel(channel: Channel): this {
    return this.#take({ type: 'channel', channel, language: contextOf(this.state).language });
  }

  #take(input: DialogInput): this {
    this.now += 1_000;
    this.#keep(step(this.compiled, this.#state, input, this.#environment));
    for (let effect = this.#pending; effect; effect = this.#pending) {
      this.called.push(`${effect.target.slice.value}`);
      this.#keep(step(this.compiled, this.#state, this.#resultOf(effect), this.#environment));
    }
    return this;
  }

  #resultOf(effect: Effect): DialogInput {
    if (!this.#fails(effect)) return { type: 'done', effect, result: RESULTS[effect.target.slice.value] ?? null };
    const failure = { step: effect.node, code: 'failed', message: 'it does not work', uncertain: false };
    return { type: 'failed', effect, failure };
  }

  get #pending(): Effect | undefined {
    return this.#state && pendingEffect(this.compiled, this.#state);
  }

  get #environment() {
    return { now: this.now, who: 'agent-1', country: 'DE' as const };
  }

  #keep({ state, entries }: Step): void {
    this.#state = state;
    this.journal.push(...entries);
  }
}
