import { judgeAnswer } from '../../src/answer/judge-answer.js';
import type { Screen } from '../../src/contract.js';
import type { ImportedForm } from '../../src/import-xform/import-xform.js';
import { type CompiledScript, compileScript } from '../../src/machine/compile-script.js';
import { type Rounds, scopeValues } from '../../src/machine/scope-values.js';
import type { Question } from '../../src/model/script.js';
import { renderScreen } from '../../src/present/render-screen.js';
import type { Frame } from '../../src/resolve/place.js';
import { currentState } from '../../src/step/current-state.js';
import { contextOf, type DialogState, stepOf } from '../../src/step/dialog-state.js';
import { evolve } from '../../src/step/evolve.js';
import { step } from '../../src/step/step.js';

/** A node of a form as its reference engine judged it. */
export interface JudgedNode {
  readonly ref: string;
  readonly type: string;
  readonly relevant: boolean;
  readonly required: boolean;
  readonly readonly: boolean;
  readonly value: string;
  readonly choices?: readonly string[];
  readonly violation?: string;
}

/** Where a dialog says something else than the reference engine. */
export interface Difference {
  readonly ref: string;
  readonly what: 'relevant' | 'required' | 'value' | 'choices' | 'violation' | 'asked';
  readonly ours: unknown;
  readonly theirs: unknown;
}

const NOW = Date.parse('2026-06-01T10:00:00Z');
const environment = { now: NOW, who: 'walker' };
const MOST_STEPS = 2_000;

/** Leads dialogs with an imported form, each to its end, and compares every node with what the reference engine said. */
export class FormWalk {
  readonly #compiled: CompiledScript;
  /** Paths of nodes by the names of their answers. */
  readonly #paths: ReadonlyMap<string, string>;
  readonly #names: ReadonlyMap<string, string>;
  readonly #zone: string;

  constructor({ text, names }: ImportedForm, zone = 'UTC') {
    this.#compiled = compileScript(text, 'imported.xml');
    this.#names = names;
    this.#paths = new Map([...names].map(([path, name]) => [name.replace(/^answers\./, ''), path]));
    this.#zone = zone;
  }

  /** @param isFirst whether the nodes are as the form begins, so that they are what questions offer */
  compare(nodes: readonly JudgedNode[], isFirst: boolean): readonly Difference[] {
    const byRef = new Map(nodes.map((node) => [node.ref, node]));
    const found: Difference[] = [];
    const asked = new Map<string, Rounds>();
    let state = this.#start();
    for (let steps = 0; ; steps += 1) {
      if (steps > MOST_STEPS) throw new Error('the dialog does not end');
      const screen = renderScreen(this.#compiled, state);
      if (screen.state === 'ended') break;
      if (screen.node.kind === 'question') state = this.#answer(state, screen, byRef, isFirst, asked, found);
      else state = step(this.#compiled, state, { type: 'next', step: stepOf(state) }, environment).state;
    }
    for (const node of nodes) this.#compareRest(node, state, asked, found);
    return found;
  }

  #start(): DialogState {
    const { script } = this.#compiled;
    const start = { id: script.id, version: script.version, hash: '' };
    const facts = { id: 'dialog', owner: 'walker' };
    const input = { type: 'start', script: start, facts, input: {}, zone: this.#zone, channel: 'web' } as const;
    return step(this.#compiled, undefined, { ...input, language: script.lang }, environment).state;
  }

  #answer(
    state: DialogState,
    screen: Screen,
    nodes: ReadonlyMap<string, JudgedNode>,
    isFirst: boolean,
    asked: Map<string, Rounds>,
    found: Difference[],
  ): DialogState {
    const current = currentState(this.#compiled, state);
    if (current.kind !== 'question') throw new Error('a question is shown where none is');
    const { rounds } = contextOf(state);
    const path = this.#paths.get(screen.node.id);
    if (path === undefined) return this.#force(state, screen, this.#wantsMore(screen.node.id, rounds, nodes));
    const ref = this.#refOf(path, current.item.id, rounds);
    asked.set(ref, rounds);
    const node = nodes.get(ref);
    if (!node) {
      found.push({ ref, what: 'asked', ours: true, theirs: 'no such node' });
      return this.#force(state, screen, null);
    }
    const tell = (what: Difference['what'], ours: unknown, theirs: unknown) => {
      if (JSON.stringify(ours) !== JSON.stringify(theirs)) found.push({ ref, what, ours, theirs });
    };
    const given = answerFor(current.item, node);
    tell('relevant', true, node.relevant);
    tell('required', screen.node.question?.required, node.required);
    if (node.choices)
      tell(
        'choices',
        screen.node.question?.options?.map(({ value }) => value),
        node.choices,
      );
    if (isFirst)
      tell('value', textOf(screen.node.question?.prefill), sameAs(screen.node.question?.prefill, node.value));
    const verdict = judgeAnswer(this.#compiled, { ...contextOf(state), now: NOW }, current.item, given, undefined);
    const complaint = verdict.verdict === 'refused' ? verdict.objection : undefined;
    const violation =
      complaint && (complaint.kind === 'type' && complaint.complaint.code === 'required' ? 'required' : 'constraint');
    tell('violation', violation, node.violation);
    if (verdict.verdict === 'refused') return this.#force(state, screen, given);
    tell('value', textOf(verdict.value), sameAs(verdict.value, node.value));
    return step(this.#compiled, state, { type: 'answer', step: screen.step, value: given }, environment).state;
  }

  /** Takes an answer whatever is wrong with it, for the reference engine goes on with it too. */
  #force(state: DialogState, { node, step: at, channel, language }: Screen, value: unknown): DialogState {
    const key = state.shown.at(-1)?.key ?? '';
    const fact = { event: 'answer', node: node.id, key, step: at, verdict: 'accepted', value } as const;
    return evolve(this.#compiled, state, { ...fact, seq: state.seq + 1, at: NOW, who: 'walker', channel, language });
  }

  /** Whether there is another instance, which a form shows and a dialog asks for. */
  #wantsMore(question: string, rounds: Rounds, nodes: ReadonlyMap<string, JudgedNode>): boolean {
    const section = question.replace(/_(?:more|first)(?:_\d+)?$/, '');
    const path = this.#paths.get(section);
    if (path === undefined) throw new Error(`nobody knows an answer to '${question}'`);
    const next = question.includes('_first') ? 1 : (rounds[section] ?? 0) + 2;
    const frame = this.#frameOf(section);
    const ref = `${this.#refIn(path, frame?.parent, rounds)}[${next}]/`;
    return [...nodes.keys()].some((each) => each.startsWith(ref));
  }

  #refOf(path: string, question: string, rounds: Rounds): string {
    return this.#refIn(path, this.#compiled.resolved.places.get(question)?.frame, rounds);
  }

  /** A path with the numbers of the instances in which a round is. */
  #refIn(path: string, frame: Frame | undefined, rounds: Rounds): string {
    const numbers = new Map(
      (frame?.rosters ?? []).map(({ id }) => [this.#paths.get(id) ?? '', (rounds[id] ?? 0) + 1] as const),
    );
    let passed = '';
    return path
      .split('/')
      .slice(1)
      .map((name) => {
        passed += `/${name}`;
        const number = numbers.get(passed);
        return number === undefined ? `/${name}` : `/${name}[${number}]`;
      })
      .join('');
  }

  #frameOf(section: string, frame: Frame = this.#compiled.resolved.root): Frame | undefined {
    if (frame.roster?.id === section) return frame;
    return frame.inner.map((inner) => this.#frameOf(section, inner)).find((each) => each !== undefined);
  }

  /** What nobody was asked for: computed values, and questions that did not come. */
  #compareRest(node: JudgedNode, state: DialogState, asked: ReadonlyMap<string, Rounds>, found: Difference[]): void {
    const path = node.ref.replace(/\[\d+\]/g, '');
    const name = this.#names.get(path);
    if (asked.has(node.ref)) return;
    if (name?.startsWith('answers.')) {
      if (node.relevant) found.push({ ref: node.ref, what: 'relevant', ours: false, theirs: true });
      return;
    }
    const ours = name === undefined ? null : this.#computed(name, node.ref, state);
    const theirs = node.relevant ? node.value : '';
    if (textOf(ours) !== sameAs(ours, theirs)) found.push({ ref: node.ref, what: 'value', ours: textOf(ours), theirs });
  }

  #computed(name: string, ref: string, state: DialogState): unknown {
    const rounds: Record<string, number> = {};
    let frame = this.#compiled.resolved.root;
    let passed = '';
    for (const part of ref.split('/').slice(1)) {
      const [, step = '', number] = /^([^[]+)(?:\[(\d+)\])?$/.exec(part) ?? [];
      passed += `/${step}`;
      const section = this.#names.get(passed)?.replace(/^answers\./, '');
      if (number === undefined || section === undefined) continue;
      rounds[section] = Number(number) - 1;
      frame = frame.inner.find(({ roster }) => roster?.id === section) ?? frame;
    }
    const end = [...this.#compiled.resolved.places.values()].find(
      ({ id }) =>
        this.#compiled.script.items.at(-1)?.kind === 'end' &&
        id === (this.#compiled.script.items.at(-1) as { id: string }).id,
    );
    const place = frame.end ?? end;
    if (!place) throw new Error('a script has an end');
    return scopeValues(this.#compiled.resolved, contextOf(state), place, rounds)[name] ?? null;
  }
}

/** What is answered for a value of the form. */
function answerFor({ type }: Question, { value }: JudgedNode): unknown {
  if (value === '') return null;
  if (type === 'choices') return value.split(' ');
  if (type === 'time') return value.slice(0, 5);
  return value;
}

/** A value of ours as a form writes it. */
function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.join(' ');
  return String(value);
}

/** Theirs, written as ours where it is the same: numbers, the order of choices, times with a zone. */
function sameAs(ours: unknown, theirs: string): string {
  const text = textOf(ours);
  if (Array.isArray(ours) && [...ours].sort().join(' ') === theirs.split(' ').sort().join(' ')) return text;
  const [a, b] = [Number(text), Number(theirs)];
  if (text !== '' && theirs !== '' && Math.abs(a - b) <= 1e-12 * Math.max(1, Math.abs(b))) return text;
  if (/^\d{2}:\d{2}$/.test(text) && theirs.startsWith(text)) return text;
  return theirs;
}
