import { Diagnostics, type ObjectType, type Scope, type Type, types } from '@caruso/language';
import type { Channel } from '../contract.js';
import { gosOfItem, gosOfVoice } from '../model/gos-of-item.js';
import type { Branch, Call, Do, Go, Lookup, Script, ScriptItem, Section, Voice } from '../model/script.js';
import { baseScope, withName } from './build-scope.js';
import type { CallableScripts } from './callable-scripts.js';
import { CalledScripts } from './called-scripts.js';
import { addAnswer, declareNames } from './declare-names.js';
import { FormulaCompiler } from './formula-compiler.js';
import { NameTable } from './name-table.js';
import { type Frame, newFrame, type Place } from './place.js';
import { resolveCall } from './resolve-call.js';
import { resolveInputs } from './resolve-inputs.js';
import { resolveQuestion } from './resolve-question.js';
import type { ResolvedScript } from './resolved-script.js';
import type { Services } from './services.js';

/** Binds the names of a script, checks all types, and reports what does not fit. */
export function resolveScript(script: Script, services: Services, scripts: CallableScripts): ResolvedScript {
  return new Resolver(script, services, scripts).resolve();
}

/** What the items inside an element have in common. */
interface Surroundings {
  readonly frame: Frame;
  readonly branch: Branch | undefined;
  readonly channels: readonly Channel[];
  /** The answers of this frame. */
  readonly own: ObjectType;
  /** The answers that expressions see: the own ones, and those of the frames around. */
  readonly answers: ObjectType;
}

/** What the next item sees; grows with every `let`. */
interface Visible {
  scope: Scope;
  lets: Place['lets'];
}

class Resolver {
  readonly #script: Script;
  readonly #services: Services;
  readonly #calls: CalledScripts;
  readonly #diagnostics: Diagnostics;
  readonly #names: NameTable;
  readonly #formulas: FormulaCompiler;
  readonly #places = new Map<string, Place>();
  readonly #branches = new Map<Branch, Place>();
  readonly #gos = new Map<Go, Place>();

  constructor(script: Script, services: Services, scripts: CallableScripts) {
    this.#script = script;
    this.#services = services;
    this.#diagnostics = new Diagnostics(script.source);
    this.#names = new NameTable(this.#diagnostics);
    this.#formulas = new FormulaCompiler(this.#diagnostics);
    this.#calls = new CalledScripts(scripts, this.#diagnostics);
  }

  resolve(): ResolvedScript {
    const script = this.#script;
    const root = newFrame(undefined, undefined);
    const answers = types.object(new Map<string, Type>(), 'answers');
    for (const { name, at } of script.inputs) this.#names.field('input', name, at);
    const ofVoice = gosOfVoice(script.voice);
    const all = [...script.items, ...script.branches.flatMap(({ items }) => items), ...ofVoice];
    const scope = baseScope(script, answers);
    declareNames(all, { frame: root, answers, scope }, this.#names, this.#results);
    const around = { frame: root, branch: undefined, channels: script.channels, own: answers, answers };
    const visible: Visible = { scope, lets: [] };
    // It is spoken anywhere, so it sees only what can be seen everywhere.
    this.#formulas.wordings(voiceTexts(script.voice), scope);
    for (const go of ofVoice) this.#go(go, around, { ...visible });
    this.#items(script.items, around, visible);
    // A branch is open from everywhere, so it sees what the whole main line has brought.
    for (const branch of script.branches) this.#branch(branch, around, { ...visible });
    return {
      script,
      services: this.#services,
      root,
      hasOneFrame: root.inner.length === 0 && this.#calls.found.size === 0,
      answers,
      places: this.#places,
      branches: this.#branches,
      gos: this.#gos,
      calls: this.#calls.found,
      expressions: this.#formulas.expressions,
      templates: this.#formulas.templates,
      diagnostics: this.#diagnostics,
    };
  }

  get #results() {
    return { services: this.#services, calls: this.#calls };
  }

  #branch(branch: Branch, around: Surroundings, visible: Visible): void {
    const channels = narrow(around.channels, branch.on);
    this.#branches.set(branch, { id: branch.id, frame: around.frame, branch, channels, ...visible });
    this.#formulas.condition(branch.when, visible.scope);
    this.#items(branch.items, { ...around, channels, branch }, visible);
  }

  #items(items: readonly ScriptItem[], around: Surroundings, visible: Visible): void {
    for (const item of items) this.#item(item, around, visible);
  }

  #item(item: ScriptItem, around: Surroundings, visible: Visible): void {
    switch (item.kind) {
      case 'let': {
        this.#names.single(item.name, item.at);
        const type = this.#formulas.formula(item.value, visible.scope)?.type;
        // Of a value that is missing or always nothing no more is known.
        const known = type && type.kind !== 'null' ? type : types.unknown;
        visible.scope = withName(visible.scope, item.name, known);
        visible.lets = [...visible.lets, item];
        return;
      }
      case 'section':
        this.#section(item, around, visible);
        return;
      case 'question':
        this.#place(item.id, narrow(around.channels, item.on), around, visible);
        resolveQuestion(item, visible.scope, this.#formulas, this.#diagnostics);
        for (const go of gosOfItem(item)) this.#go(go, around, visible);
        return;
      case 'info':
        this.#place(item.id, narrow(around.channels, item.on), around, visible);
        this.#formulas.condition(item.when, visible.scope);
        this.#formulas.wordings([...item.texts, ...item.hints, ...voiceTexts(item.voice)], visible.scope);
        for (const go of gosOfItem(item)) this.#go(go, around, visible);
        return;
      case 'lookup':
      case 'do':
        this.#serviceStep(item, around, visible);
        return;
      case 'call':
        this.#call(item, around, visible);
        return;
      case 'go':
        this.#go(item, around, visible);
        return;
      case 'end':
        this.#place(item.id, around.channels, around, visible);
        for (const action of item.actions) this.#serviceStep(action, around, visible);
        this.#formulas.wordings([...item.texts, ...item.hints], visible.scope);
    }
  }

  #place(id: string, channels: readonly Channel[], { frame, branch }: Surroundings, { scope, lets }: Visible): void {
    this.#places.set(id, { id, frame, branch, channels, scope, lets });
  }

  #section(section: Section, around: Surroundings, visible: Visible): void {
    const channels = narrow(around.channels, section.on);
    this.#place(section.id, channels, around, visible);
    this.#formulas.condition(section.when, visible.scope);
    const { roster } = section;
    if (!roster) {
      this.#items(section.items, { ...around, channels }, { ...visible });
      return;
    }
    const element = 'each' in roster ? this.#formulas.list(roster.each, visible.scope) : types.number;
    if (roster.as !== '') this.#names.single(roster.as, section.at);
    const frame = newFrame(around.frame, section);
    around.frame.inner.push(frame);
    const own = types.object(new Map<string, Type>(), section.id);
    const scope = roster.as === '' ? new Map(visible.scope) : withName(visible.scope, roster.as, element);
    declareNames(section.items, { frame, answers: own, scope }, this.#names, this.#results);
    addAnswer(around.own, section.id, types.list(own));
    // Inside, the answers of this round stand beside those from outside.
    const answers = types.object(new Map([...around.answers.fields, ...own.fields]), 'answers');
    scope.set('answers', answers);
    const inside: Visible = { scope, lets: visible.lets };
    this.#items(section.items, { ...around, channels, frame, own, answers }, inside);
    frame.end = { id: section.id, frame, branch: around.branch, channels, ...inside };
    if ('repeat' in roster) this.#formulas.condition(roster.repeat, inside.scope);
    for (const { name } of inside.lets.slice(visible.lets.length)) {
      if (own.fields.has(name)) continue;
      frame.computed.add(name);
      addAnswer(own, name, inside.scope.get(name) ?? types.unknown);
    }
  }

  #go(go: Go, around: Surroundings, visible: Visible): void {
    const { frame, branch, channels } = around;
    this.#gos.set(go, { id: go.to, frame, branch, channels, ...visible });
    this.#formulas.condition(go.when, visible.scope);
    for (const action of go.actions) this.#serviceStep(action, around, visible);
  }

  #call(call: Call, around: Surroundings, visible: Visible): void {
    const channels = narrow(around.channels, call.on);
    this.#place(call.id, channels, around, visible);
    this.#formulas.condition(call.when, visible.scope);
    const called = this.#calls.of(call)?.resolved.script;
    resolveInputs(call, called, visible.scope, this.#formulas, this.#diagnostics);
    const deaf = called ? channels.filter((channel) => !called.channels.includes(channel)) : [];
    if (called && deaf.length > 0) {
      const hint = `give the call on="${channels.filter((channel) => !deaf.includes(channel)).join(' ')}"`;
      const message = `The script '${called.id}' does not run on ${deaf.join(', ')}`;
      this.#diagnostics.error('off-channel', message, call.scriptAt, hint);
    }
    const mute = called ? this.#script.languages.filter((language) => !called.languages.includes(language)) : [];
    if (called && mute.length > 0) {
      const message = `The script '${called.id}' is not written in ${mute.join(', ')}`;
      this.#diagnostics.warning('missing-language', message, call.scriptAt, `it is shown in ${called.lang}`);
    }
    for (const go of call.gos) this.#go(go, around, visible);
    for (const item of call.failed?.items ?? []) this.#item(item, around, visible);
  }

  #serviceStep(step: Lookup | Do, around: Surroundings, visible: Visible): void {
    this.#place(step.id, around.channels, around, visible);
    this.#formulas.condition(step.when, visible.scope);
    const calls = step.kind === 'do' && step.undo ? [step, step.undo] : [step];
    for (const call of calls) resolveCall(call, visible.scope, this.#services, this.#formulas, this.#diagnostics);
    for (const item of step.failed?.items ?? []) this.#item(item, around, visible);
  }
}

const voiceTexts = (voice: Voice | undefined) => voice?.retries.flatMap(({ texts }) => texts) ?? [];

/** The channels on which something inside can come: never more than those around. */
function narrow(around: readonly Channel[], on: readonly Channel[] | undefined): readonly Channel[] {
  return on ? around.filter((channel) => on.includes(channel)) : around;
}
