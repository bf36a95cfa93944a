import type { Contract } from '@caruso/core';
import {
  type CompiledExpression,
  type CompiledTemplate,
  compileExpression,
  compileTemplate,
  Diagnostics,
  didYouMean,
  type ObjectType,
  type Scope,
  type SourceSlice,
  type Type,
  typeInWords,
  types,
} from '@caruso/language';
import type { Channel } from '../contract.js';
import type {
  Argument,
  Branch,
  Do,
  Formula,
  Go,
  Info,
  Let,
  Lookup,
  Question,
  Script,
  ScriptItem,
  Section,
  Target,
  Wording,
} from '../model/script.js';
import { serviceStepsOf } from '../model/service-steps-of.js';
import { answerType, baseScope, withName } from './build-scope.js';
import { NameTable } from './name-table.js';
import type { Frame, Place } from './place.js';
import { fitsParameter, misfit, Services } from './services.js';

/** A script whose names are bound: every expression and text is compiled, and every item knows its place. */
export interface ResolvedScript {
  readonly script: Script;
  readonly services: Services;
  readonly root: Frame;
  readonly places: ReadonlyMap<string, Place>;
  readonly branches: ReadonlyMap<Branch, Place>;
  readonly gos: ReadonlyMap<Go, Place>;
  readonly expressions: ReadonlyMap<Formula, CompiledExpression>;
  readonly templates: ReadonlyMap<SourceSlice, CompiledTemplate>;
  readonly diagnostics: Diagnostics;
}

/** Binds the names of a script, checks all types, and reports what does not fit. */
export function resolveScript(script: Script, contracts?: readonly Contract[]): ResolvedScript {
  return new Resolver(script, new Services(contracts)).resolve();
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

interface Visible {
  scope: Scope;
  lets: readonly Let[];
}

class Resolver {
  readonly #script: Script;
  readonly #services: Services;
  readonly #diagnostics: Diagnostics;
  readonly #names: NameTable;
  readonly #places = new Map<string, Place>();
  readonly #branches = new Map<Branch, Place>();
  readonly #gos = new Map<Go, Place>();
  readonly #expressions = new Map<Formula, CompiledExpression>();
  readonly #templates = new Map<SourceSlice, CompiledTemplate>();

  constructor(script: Script, services: Services) {
    this.#script = script;
    this.#services = services;
    this.#diagnostics = new Diagnostics(script.source);
    this.#names = new NameTable(this.#diagnostics);
  }

  resolve(): ResolvedScript {
    const script = this.#script;
    const root: Frame = frameOf(undefined, undefined);
    const answers = types.object(new Map<string, Type>(), 'answers');
    for (const { name, at } of script.inputs) this.#names.field('input', name, at);
    const all = [...script.items, ...script.branches.flatMap(({ items }) => items)];
    const scope = baseScope(script, answers);
    this.#declare(all, root, answers, scope);
    const surroundings = { frame: root, channels: script.channels, own: answers, answers };
    const visible: Visible = { scope, lets: [] };
    this.#items(script.items, { ...surroundings, branch: undefined }, visible);
    for (const branch of script.branches) {
      const channels = narrow(script.channels, branch.on);
      const place = { id: branch.id, frame: root, branch, channels, lets: visible.lets, scope: visible.scope };
      this.#branches.set(branch, place);
      this.#condition(branch.when, visible.scope);
      this.#items(branch.items, { ...surroundings, channels, branch }, { ...visible });
    }
    return {
      script,
      services: this.#services,
      root,
      places: this.#places,
      branches: this.#branches,
      gos: this.#gos,
      expressions: this.#expressions,
      templates: this.#templates,
      diagnostics: this.#diagnostics,
    };
  }

  /** Enters what a frame holds before anything is compiled, because a `go` may lead anywhere. */
  #declare(items: readonly ScriptItem[], frame: Frame, answers: ObjectType, scope: Map<string, Type>): void {
    const fields = answers.fields as Map<string, Type>;
    for (const item of items) {
      if (item.kind === 'question') {
        this.#names.field('answers', item.id, item.at);
        frame.questions.add(item.id);
        fields.set(item.id, answerType(item));
      } else if (item.kind === 'section' && !item.roster) this.#declare(item.items, frame, answers, scope);
      else if (item.kind === 'section') this.#names.field('answers', item.id, item.at);
      for (const step of serviceStepsOf(item)) {
        if (step.into === undefined) continue;
        this.#names.result(step.into, step.at);
        frame.results.add(step.into);
        const type = this.#services.resultType(step.target);
        const known = scope.get(step.into);
        scope.set(step.into, known && known.kind !== type.kind ? types.unknown : type);
      }
    }
  }

  #items(items: readonly ScriptItem[], around: Surroundings, visible: Visible): void {
    for (const item of items) this.#item(item, around, visible);
  }

  #item(item: ScriptItem, around: Surroundings, visible: Visible): void {
    switch (item.kind) {
      case 'let': {
        this.#names.single(item.name, item.at);
        const type = this.#formula(item.value, visible.scope)?.type ?? types.unknown;
        visible.scope = withName(visible.scope, item.name, type);
        visible.lets = [...visible.lets, item];
        return;
      }
      case 'section':
        this.#section(item, around, visible);
        return;
      case 'question':
        this.#place(item.id, narrow(around.channels, item.on), around, visible);
        this.#question(item, around, visible);
        return;
      case 'info':
        this.#info(item, around, visible);
        return;
      case 'lookup':
      case 'do':
        this.#serviceStep(item, around, visible);
        return;
      case 'go':
        this.#go(item, around, visible);
        return;
      case 'end':
        this.#place(item.id, around.channels, around, visible);
        this.#wordings([...item.texts, ...item.hints], visible.scope);
    }
  }

  #place(id: string, channels: readonly Channel[], { frame, branch }: Surroundings, { scope, lets }: Visible): void {
    this.#places.set(id, { id, frame, branch, channels, scope, lets });
  }

  #section(section: Section, around: Surroundings, visible: Visible): void {
    const channels = narrow(around.channels, section.on);
    this.#place(section.id, channels, around, visible);
    this.#condition(section.when, visible.scope);
    const { roster } = section;
    if (!roster) {
      this.#items(section.items, { ...around, channels }, { ...visible });
      return;
    }
    const element = this.#list(roster.each, visible.scope);
    this.#names.single(roster.as, section.at);
    const frame = frameOf(around.frame, section);
    around.frame.inner.push(frame);
    const own = types.object(new Map<string, Type>(), section.id);
    const scope = withName(visible.scope, roster.as, element);
    this.#declare(section.items, frame, own, scope);
    (around.own.fields as Map<string, Type>).set(section.id, types.list(own));
    // Inside, the answers of this round stand beside those from outside.
    const answers = types.object(new Map([...around.answers.fields, ...own.fields]), 'answers');
    scope.set('answers', answers);
    this.#items(section.items, { ...around, channels, frame, own, answers }, { scope, lets: visible.lets });
  }

  #question(question: Question, around: Surroundings, { scope, lets }: Visible): void {
    this.#condition(question.when, scope);
    const type = answerType(question);
    if (question.default) this.#formula(question.default, scope, type);
    this.#wordings([...question.texts, ...question.hints], scope);
    this.#optionSource(question, scope);
    for (const option of question.options) {
      this.#condition(option.when, scope);
      this.#wordings([...option.labels, ...option.hints], scope);
    }
    const judged = withName(scope, 'value', type);
    for (const check of question.checks) {
      this.#condition(check.test, judged);
      this.#wordings(check.texts, judged);
    }
    for (const go of question.gos) this.#go(go, around, { scope, lets });
  }

  #optionSource({ from }: Question, scope: Scope): void {
    if (!from) return;
    const element = this.#list(from.list, scope);
    if (element.kind !== 'object') return;
    const { fields } = element;
    for (const field of [from.code, from.label]) {
      if (fields.has(field)) continue;
      const hint = didYouMean(field, fields.keys()) ?? `its fields are ${[...fields.keys()].join(', ')}`;
      this.#diagnostics.error('unknown-field', `The elements of this list have no field '${field}'`, from.list, hint);
    }
  }

  #info(info: Info, around: Surroundings, visible: Visible): void {
    this.#place(info.id, narrow(around.channels, info.on), around, visible);
    this.#condition(info.when, visible.scope);
    this.#wordings([...info.texts, ...info.hints], visible.scope);
    for (const go of info.gos) this.#go(go, around, visible);
  }

  #go(go: Go, around: Surroundings, visible: Visible): void {
    const { frame, branch, channels } = around;
    this.#gos.set(go, { id: go.to, frame, branch, channels, ...visible });
    this.#condition(go.when, visible.scope);
    for (const action of go.actions) this.#serviceStep(action, around, visible);
  }

  #serviceStep(step: Lookup | Do, around: Surroundings, visible: Visible): void {
    this.#place(step.id, around.channels, around, visible);
    this.#condition(step.when, visible.scope);
    this.#call(step.target, step.arguments, visible.scope);
    if (step.kind === 'do' && step.undo) this.#call(step.undo.target, step.undo.arguments, visible.scope);
    for (const item of step.failed?.items ?? []) this.#item(item, around, visible);
  }

  #call(target: Target, given: readonly Argument[], scope: Scope): void {
    this.#services.check(target, given, this.#diagnostics);
    const parameters = this.#services.parameters(target);
    for (const { name, value } of given) {
      const wanted = parameters?.get(name)?.type;
      const literalMatters = wanted && ['code', 'date', 'time', 'instant'].includes(wanted.kind);
      const compiled = this.#formula(value, scope, literalMatters ? wanted : undefined);
      if (!compiled || !wanted || fitsParameter(compiled.type, wanted)) continue;
      this.#diagnostics.error('wrong-type', misfit(name, compiled.type, wanted), value);
    }
  }

  #condition(formula: Formula | undefined, scope: Scope): void {
    if (formula) this.#formula(formula, scope, types.yesno);
  }

  #formula(formula: Formula, scope: Scope, expected?: Type): CompiledExpression | undefined {
    const compiled = compileExpression(formula, scope, expected);
    if (!compiled.ok) {
      this.#diagnostics.add(compiled.diagnostics);
      return undefined;
    }
    this.#expressions.set(formula, compiled);
    return compiled;
  }

  /** The type of the elements of a list. */
  #list(formula: Formula, scope: Scope): Type {
    const type = this.#formula(formula, scope)?.type ?? types.unknown;
    if (type.kind === 'list') return type.of;
    if (type.kind !== 'unknown')
      this.#diagnostics.error('wrong-type', `A list is expected, this is ${typeInWords(type)}`, formula);
    return types.unknown;
  }

  #wordings(wordings: readonly Wording[], scope: Scope): void {
    for (const { when, runs } of wordings) {
      this.#condition(when, scope);
      for (const run of runs) {
        if (!('template' in run)) continue;
        const compiled = compileTemplate(run.template, scope);
        if (compiled.ok) this.#templates.set(run.template, compiled);
        else this.#diagnostics.add(compiled.diagnostics);
      }
    }
  }
}

function frameOf(parent: Frame | undefined, roster: Section | undefined): Frame {
  const rosters = [...(parent?.rosters ?? []), ...(roster ? [roster] : [])];
  return { parent, roster, rosters, results: new Set(), questions: new Set(), inner: [] };
}

function narrow(around: readonly Channel[], on: readonly Channel[] | undefined): readonly Channel[] {
  return on ? around.filter((channel) => on.includes(channel)) : around;
}
