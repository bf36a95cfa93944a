import type { Diagnostic, Span } from '@caruso/language';
import type { CountryCode } from 'libphonenumber-js';
import type { Channel } from '../contract.js';
import { ScriptErrors } from '../errors.js';
import type { FlowState } from '../flow/flow.js';
import type { CompiledScript } from '../machine/compile-script.js';
import type { Input, Question } from '../model/script.js';
import { languageFor } from '../present/language-for.js';
import { currentState } from '../step/current-state.js';
import type { DialogInput } from '../step/dialog-input.js';
import { contextOf, type DialogState, stepOf } from '../step/dialog-state.js';
import { openBranches } from '../step/open-branches.js';
import { type Effect, pendingEffect } from '../step/pending-effect.js';
import { step } from '../step/step.js';
import { candidateAnswers } from './candidate-answers.js';
import { type Compared, comparisonsIn } from './comparisons.js';
import { decisiveAnswers, keyOfState } from './decisive-answers.js';
import { Frontier } from './frontier.js';
import type { MockedServices } from './rehearsal.js';
import { sampleResults } from './sample-results.js';
import type { Usage } from './usage.js';

/** What {@link allPaths} needs to know. */
export interface AllPathsOptions {
  readonly channel: Channel;
  readonly language?: string | undefined;
  /** What services answer; of others answers are made up by their contracts, as far as these are known. */
  readonly services: MockedServices;
  readonly usage: Usage;
  /** How many steps are tried at most. */
  readonly bound: number;
  readonly now: number;
  readonly zone: string;
  readonly country?: CountryCode | undefined;
}

/** What all paths through a script have shown. */
export interface AllPaths {
  readonly channel: Channel;
  /** How many came to an end. */
  readonly ended: number;
  /** How many steps were taken. */
  readonly steps: number;
  /** Whether the bound was reached before all was tried. */
  readonly bounded: boolean;
  readonly problems: readonly Diagnostic[];
}

const WHO = 'test';
/** A script cannot ask more often. */
const MOST_TRIES = 9;

/**
 * Generates paths through a script and goes them: every choice, yes and no, the values at which its conditions turn, each
 * service answering and failing, each branch. What has been reached already in the same way is not gone again, and what
 * leads to something new goes first, so that the bound cuts off repetitions before it cuts off parts of the script.
 */
export function allPaths(compiled: CompiledScript, options: AllPathsOptions): AllPaths {
  return new Exploration(compiled, options).run();
}

class Exploration {
  readonly #compiled: CompiledScript;
  readonly #options: AllPathsOptions;
  readonly #compared: ReadonlyMap<string, readonly Compared[]>;
  readonly #frontier = new Frontier<DialogState>();
  readonly #problems = new Map<string, Diagnostic>();
  readonly #decisive: ReadonlySet<string>;
  /** The branches that were opened; each is gone into once. */
  readonly #opened = new Set<string>();
  /** The steps from which the way back was gone, with the actions before them. */
  readonly #wentBack = new Set<string>();
  #ended = 0;
  #steps = 0;

  constructor(compiled: CompiledScript, options: AllPathsOptions) {
    this.#compiled = compiled;
    this.#options = options;
    this.#compared = comparisonsIn(compiled.resolved);
    this.#decisive = decisiveAnswers(compiled.resolved);
  }

  run(): AllPaths {
    this.#begin();
    for (let state = this.#frontier.take(); state; state = this.#frontier.take()) {
      if (this.#steps >= this.#options.bound) return this.#result(true);
      this.#goOn(state);
    }
    return this.#result(false);
  }

  #result(bounded: boolean): AllPaths {
    const { channel } = this.#options;
    return { channel, ended: this.#ended, steps: this.#steps, bounded, problems: [...this.#problems.values()] };
  }

  #begin(): void {
    const { script } = this.#compiled;
    const { channel, language, zone } = this.#options;
    const input = Object.fromEntries(script.inputs.map((each) => [each.name, inputOf(each)]));
    const named = { id: script.id, version: script.version, hash: WHO };
    const facts = { id: WHO, owner: WHO };
    const place = { channel, language: languageFor(script, language) };
    this.#follow(undefined, { type: 'start', script: named, facts, input, zone, ...place }, script.at);
  }

  #goOn(state: DialogState): void {
    const effect = pendingEffect(this.#compiled, state);
    const current = currentState(this.#compiled, state);
    const at = this.#placeOf(current);
    if (effect) this.#carryOut(state, effect, at);
    else if (current.kind === 'end') this.#ended += 1;
    if (effect || current.kind === 'end') return;
    this.#jumpOff(state, at);
    this.#goBack(state, at);
    if (current.kind === 'question') {
      this.#sayNothing(state, at);
      this.#answer(state, current.item, at);
    } else this.#follow(state, { type: 'next', step: stepOf(state) }, at);
  }

  #answer(state: DialogState, question: Question, at: Span): void {
    const { id } = question;
    const answers = candidateAnswers(this.#compiled, contextOf(state), question, this.#compared.get(id) ?? []);
    const taken = answers.filter((value) => this.#giveAnswer(state, value, at));
    if (taken.length > 0) return;
    const tried = answers.map((value) => JSON.stringify(value)).join(', ');
    this.#problem('warning', 'no-way-on', `No answer that was tried is taken by '${id}'`, at, `tried were ${tried}`);
  }

  /** Where an item stands in this script; what belongs to a script that it calls is told at the call. */
  #placeOf(state: FlowState): Span {
    const { script, flow } = this.#compiled;
    const call = flow.states.get(state.name.slice(0, Math.max(0, state.name.indexOf('/'))));
    const own = call ?? state;
    return 'item' in own ? own.item.at : script.at;
  }

  /** Whether an answer is taken; one that is doubted is given twice. */
  #giveAnswer(state: DialogState, value: unknown, at: Span): boolean {
    const taken = this.#take(state, { type: 'answer', step: stepOf(state), value }, at);
    if (taken === undefined || taken.state.notice?.kind === 'complaint') return false;
    if (taken.state.notice?.kind === 'doubt') {
      return this.#follow(taken.state, { type: 'answer', step: stepOf(taken.state), value }, at);
    }
    this.#keep(taken);
    return true;
  }

  /** On the telephone: until the tries are used up, and it goes elsewhere. */
  #sayNothing(state: DialogState, at: Span): void {
    if (this.#options.channel !== 'ivr') return;
    for (let before = state, tries = 0; tries < MOST_TRIES; tries++) {
      const taken = this.#take(before, { type: 'silence', step: stepOf(before) }, at);
      if (taken === undefined) return;
      before = taken.state;
      if (before.shown.length === state.shown.length && before.snapshot.status !== 'done') continue;
      this.#keep(taken);
      return;
    }
  }

  #jumpOff(state: DialogState, at: Span): void {
    for (const { id } of openBranches(this.#compiled, state)) {
      if (this.#opened.has(id)) continue;
      this.#opened.add(id);
      this.#follow(state, { type: 'branch', step: stepOf(state), branch: id }, at);
    }
  }

  /** From each step once, and once behind other actions, whose compensations this carries out. */
  #goBack(state: DialogState, at: Span): void {
    const way = [state.shown.at(-1), ...state.carriedOut].map((each) => each?.node).join(' ');
    if (this.#wentBack.has(way)) return;
    this.#wentBack.add(way);
    this.#follow(state, { type: 'back', step: stepOf(state) }, at);
  }

  /** The service answers in every way that is known, and fails, where the script says how to go on then. */
  #carryOut(state: DialogState, effect: Effect, at: Span): void {
    const begun = effect.kind === 'lookup' ? state : this.#take(state, { type: 'begin', effect }, at)?.state;
    if (begun === undefined) return;
    for (const result of this.#resultsOf(effect)) this.#follow(begun, { type: 'done', effect, result }, at);
    const current = currentState(this.#compiled, state);
    if (current.kind !== 'effect' || current.item.failed === undefined) return;
    const failure = { step: effect.node, code: 'unavailable', message: 'unavailable', uncertain: false };
    this.#follow(begun, { type: 'failed', effect, failure }, at);
  }

  #resultsOf({ target }: Effect): readonly unknown[] {
    const replies = this.#options.services.get(target.slice.value.trim()) ?? [];
    const results = replies.flatMap((reply) => ('result' in reply ? [reply.result] : []));
    return results.length > 0 ? results : sampleResults(this.#compiled.resolved.services.resultType(target));
  }

  /** Takes a step, to go on later from where it leads. */
  #follow(state: DialogState | undefined, input: DialogInput, at: Span): boolean {
    const taken = this.#take(state, input, at);
    if (taken) this.#keep(taken);
    return taken !== undefined;
  }

  #keep({ state, isNew }: Taken): void {
    this.#frontier.add(state, keyOfState(state, this.#decisive), isNew);
  }

  #take(state: DialogState | undefined, input: DialogInput, at: Span): Taken | undefined {
    const { usage, now, country } = this.#options;
    const { breadth } = usage;
    this.#steps += 1;
    try {
      const taken = step(this.#compiled, state, input, { now, who: WHO, country });
      let before = state;
      for (const entry of taken.entries) before = usage.note(before, entry);
      return { state: taken.state, isNew: usage.breadth > breadth };
    } catch (thrown) {
      if (ScriptErrors.NotPossible.is(thrown)) return undefined;
      const reason = thrown instanceof Error ? thrown.message : String(thrown);
      this.#problem('error', 'path-failed', `A path breaks off behind this: ${reason}`, at, answersOf(state));
      return undefined;
    }
  }

  #problem(severity: Diagnostic['severity'], code: string, message: string, at: Span, hint: string): void {
    const { source } = this.#compiled.script;
    const { line, column } = source.positionOf(at.start);
    const place = { file: source.file, line, column, length: at.end - at.start };
    const key = `${code} ${at.start}`;
    if (!this.#problems.has(key)) this.#problems.set(key, { severity, code, message, ...place, hint });
  }
}

/** Where a step has led, and whether it has used a part of the script that nothing has used before. */
interface Taken {
  readonly state: DialogState;
  readonly isNew: boolean;
}

function answersOf(state: DialogState | undefined): string {
  const answers = state ? Object.entries(contextOf(state).answers) : [];
  return `the answers were ${answers.map(([key, value]) => `${key}=${JSON.stringify(value)}`).join(', ') || 'none'}`;
}

function inputOf({ type, default: preset }: Input): unknown {
  if (preset !== undefined) return preset;
  const samples = { number: '1', yesno: true, date: '2026-01-01', time: '12:00', instant: '2026-01-01T12:00:00Z' };
  return type in samples ? samples[type as keyof typeof samples] : 'text';
}
