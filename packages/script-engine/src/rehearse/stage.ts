import type { CountryCode } from 'libphonenumber-js';
import { readInput } from '../answer/read-input.js';
import type { Channel, Screen } from '../contract.js';
import type { CompiledScript } from '../machine/compile-script.js';
import type { Failure } from '../machine/dialog-context.js';
import { languageFor } from '../present/language-for.js';
import { renderScreen } from '../present/render-screen.js';
import type { DialogInput } from '../step/dialog-input.js';
import type { DialogState } from '../step/dialog-state.js';
import { type Effect, pendingEffect } from '../step/pending-effect.js';
import { step } from '../step/step.js';
import type { MockedReply } from './rehearsal.js';
import type { Usage } from './usage.js';

/** A call of a service that a script has made. */
export interface ServiceCall {
  readonly service: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** What a {@link Stage} needs. */
export interface StageParts {
  readonly compiled: CompiledScript;
  /** What a service does when it is called; undefined when nobody has said. */
  readonly reply: (call: ServiceCall) => MockedReply | undefined;
  readonly usage: Usage;
  readonly country: CountryCode | undefined;
  readonly zone: string;
}

/** How a dialog begins. */
export interface Opening {
  readonly channel: Channel | undefined;
  readonly language: string | undefined;
  readonly input: Readonly<Record<string, unknown>>;
  readonly now: number;
}

const WHO = 'test';

/**
 * Plays a dialog with mocked services and a clock of its own. It is the logic that leads real dialogs, without a journal
 * and without waiting: nothing of the world comes in.
 */
export class Stage {
  readonly calls: ServiceCall[] = [];
  /** Services that were called and have no reply. */
  readonly unknown = new Set<string>();
  readonly #parts: StageParts;
  #state: DialogState | undefined;
  #now: number;

  /** @throws ScriptErrors.InvalidInput */
  constructor(parts: StageParts, { channel: wanted, language: asked, input: given, now }: Opening) {
    this.#parts = parts;
    this.#now = now;
    const { script } = parts.compiled;
    const channel = wanted ?? script.channels[0] ?? 'agent';
    const language = languageFor(script, asked);
    const facts = { id: WHO, owner: WHO };
    const { zone } = parts;
    const named = { id: script.id, version: script.version, hash: WHO };
    this.take({ type: 'start', script: named, facts, input: readInput(script, given), zone, channel, language });
  }

  get state(): DialogState {
    if (this.#state === undefined) throw new TypeError('the dialog has not begun');
    return this.#state;
  }

  get screen(): Screen {
    return renderScreen(this.#parts.compiled, this.state);
  }

  /** Lets time pass. */
  wait(ms: number): void {
    this.#now += ms;
  }

  /**
   * Does something in the dialog, and what follows from it up to the next screen.
   *
   * @throws ScriptErrors.NotPossible when it does not fit where the dialog stands
   */
  take(input: DialogInput): void {
    this.#step(input);
    for (let effect = this.#awaited; effect; effect = this.#awaited) {
      if (effect.kind !== 'lookup') this.#step({ type: 'begin', effect });
      this.#step(this.#carryOut(effect));
    }
  }

  get #awaited(): Effect | undefined {
    return pendingEffect(this.#parts.compiled, this.state);
  }

  #step(input: DialogInput): void {
    const { compiled, country, usage } = this.#parts;
    let before = this.#state;
    const taken = step(compiled, before, input, { now: this.#now, who: WHO, country });
    for (const entry of taken.entries) before = usage.note(before, entry);
    this.#state = taken.state;
  }

  /** As often as the script says; a call that may have taken effect is not repeated. */
  #carryOut(effect: Effect): DialogInput {
    const service = effect.target.slice.value.trim();
    for (let attempt = 0; ; attempt++) {
      const call = { service, input: effect.input };
      this.calls.push(call);
      const reply = this.#parts.reply(call);
      if (reply === undefined) this.unknown.add(service);
      else if ('result' in reply) return { type: 'done', effect, result: reply.result };
      const isLate = reply !== undefined && reply.fails === 'timeout';
      const again = attempt < effect.retries && reply?.fails !== 'refused' && (!isLate || effect.repeatable);
      if (!again) return { type: 'failed', effect, failure: failureOf(effect, reply) };
    }
  }
}

function failureOf({ node, kind }: Effect, reply: Exclude<MockedReply, { result: unknown }> | undefined): Failure {
  const { fails = 'unavailable', code, message = '' } = reply ?? {};
  return {
    step: node,
    code: code ?? fails,
    message: message || fails,
    uncertain: fails === 'timeout' && kind !== 'lookup',
  };
}
