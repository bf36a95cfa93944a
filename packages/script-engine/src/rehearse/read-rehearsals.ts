import {
  checkDocument,
  Diagnostics,
  didYouMean,
  elementsOf,
  readAttribute,
  readXml,
  textOf,
  type XmlDocument,
  type XmlElement,
} from '@caruso/language';
import { Channel } from '../contract.js';
import type { FlowState } from '../flow/flow.js';
import type { CompiledScript } from '../machine/compile-script.js';
import { parseDuration, word } from '../model/read-attribute.js';
import { targetIn } from '../model/read-steps.js';
import type { Services } from '../resolve/services.js';
import { rehearsalVocabulary } from '../vocabulary/rehearsal-vocabulary.js';
import type { MockedReply, MockedServices, Rehearsal } from './rehearsal.js';
import { replyFaults } from './reply-faults.js';

/** A file of tests as it was read, before its script is known. */
export interface RehearsalFile {
  readonly document: XmlDocument;
  /** The file of the script as it is written, seen from this file. */
  readonly script: string;
  readonly zone: string;
  readonly country: string | undefined;
}

/** @throws LanguageErrors.InvalidDocument when it is not well-formed, or says nothing of its script */
export function readRehearsalFile(text: string, file: string): RehearsalFile {
  const document = readXml(text, file);
  const diagnostics = new Diagnostics(document.source);
  diagnostics.add(checkDocument(document, rehearsalVocabulary));
  diagnostics.throwIfErrors();
  const read = (name: string) => readAttribute(rehearsalVocabulary, document.root, name);
  return { document, script: read('script') ?? '', zone: read('zone') ?? 'UTC', country: read('country') };
}

/**
 * The tests of a file, checked against their script: names of questions, services and channels that it does not have are
 * found before anything runs.
 *
 * @throws LanguageErrors.InvalidDocument with all that is wrong
 */
export function readRehearsals({ document }: RehearsalFile, compiled: CompiledScript): readonly Rehearsal[] {
  return new RehearsalReader(document, compiled).read();
}

/** All that services do in a file of tests: what is said for all of them, and in each. */
export function servicesOf({ document }: RehearsalFile): MockedServices {
  const { root } = document;
  const all = new Map<string, readonly MockedReply[]>();
  for (const parent of [root, ...elementsOf(root, 'test')]) {
    for (const [name, replies] of readServices(parent, new Diagnostics(document.source)))
      all.set(name, [...(all.get(name) ?? []), ...replies]);
  }
  return all;
}

/** What tests name of their script. */
type Kind = 'node' | 'question' | 'branch' | 'service' | 'input' | 'channel';

/** What a user can come to see; a service step is shown when it failed and nothing says how to go on. */
const SHOWN: ReadonlySet<string> = new Set(['question', 'info', 'end', 'effect', 'call']);

class RehearsalReader {
  readonly #root: XmlElement;
  readonly #diagnostics: Diagnostics;
  readonly #names: Readonly<
    Record<'node' | 'question' | 'branch' | 'service' | 'input' | 'channel', readonly string[]>
  >;

  readonly #services: Services;

  constructor({ root, source }: XmlDocument, { script, flow, resolved }: CompiledScript) {
    this.#root = root;
    this.#services = resolved.services;
    this.#diagnostics = new Diagnostics(source);
    const states = [...flow.states.values()];
    const shown = states
      .flatMap((state) => ('item' in state && SHOWN.has(state.kind) ? [state] : []))
      .sort((a, b) => a.item.at.start - b.item.at.start);
    this.#names = {
      node: shown.map(({ name }) => name),
      question: shown.filter(({ kind }) => kind === 'question').map(({ name }) => name),
      branch: script.branches.map(({ id }) => id),
      service: [...new Set(states.flatMap(servicesCalled))],
      input: script.inputs.map(({ name }) => name),
      channel: script.channels,
    };
  }

  read(): readonly Rehearsal[] {
    const all = readServices(this.#root, this.#diagnostics);
    for (const service of elementsOf(this.#root, 'service')) this.#checkService(service);
    const tests = elementsOf(this.#root, 'test').map((test) => this.#test(test, all));
    this.#diagnostics.throwIfErrors();
    return tests;
  }

  #test(test: XmlElement, all: MockedServices): Rehearsal {
    const inputs = elementsOf(test, 'input');
    for (const input of inputs) this.#known(input, 'name', 'input');
    const steps = elementsOf(test).filter(({ name }) => name !== 'input' && name !== 'service');
    for (const service of elementsOf(test, 'service')) this.#checkService(service);
    for (const step of steps) this.#checkStep(step);
    return {
      name: word(test, 'name') ?? '',
      channel: this.#channel(test) ?? this.#channel(this.#root),
      language: word(test, 'language') ?? word(this.#root, 'language'),
      now: this.#instant(test) ?? this.#instant(this.#root) ?? 0,
      input: Object.fromEntries(inputs.map((input) => [word(input, 'name') ?? '', textOf(input).trim()])),
      services: new Map([...all, ...readServices(test, this.#diagnostics)]),
      steps,
      at: test,
    };
  }

  /** A service is one that the script calls, and answers what its contract allows, where that is known. */
  #checkService(service: XmlElement): void {
    this.#known(service, 'name', 'service');
    const name = service.attributes.get('name');
    const target = name && targetIn(name.slice);
    // What is no JSON is told already.
    const reply = readReply(service, new Diagnostics(this.#diagnostics.source));
    if (target === undefined || !('result' in reply) || reply.result === null) return;
    for (const { message, hint } of replyFaults(this.#services, target, reply.result))
      this.#diagnostics.error(
        'wrong-reply',
        `'${name?.value.trim()}' cannot answer this: ${message}`,
        service.tag,
        hint,
      );
  }

  #checkStep(step: XmlElement): void {
    switch (step.name) {
      case 'answer':
      case 'correct':
        this.#known(step, 'to', 'question');
        return;
      case 'branch':
        this.#known(step, 'to', 'branch');
        return;
      case 'channel':
        this.#known(step, 'to', 'channel');
        return;
      case 'see':
      case 'end':
        this.#known(step, 'node', 'node');
        return;
      case 'called':
      case 'uncalled':
        this.#known(step, 'service', 'service');
        return;
      case 'wait': {
        const length = step.attributes.get('for');
        if (length && parseDuration(length.value) === undefined)
          this.#diagnostics.error(
            'bad-duration',
            `'${length.value}' is not a length of time`,
            length.slice,
            'such as 10s, 5m',
          );
      }
    }
  }

  /** Reports a name that the script does not have. */
  #known(element: XmlElement, attribute: string, kind: Kind): void {
    const found = element.attributes.get(attribute);
    const names = this.#names[kind];
    const name = found?.value.trim() ?? '';
    if (found === undefined || names.includes(name)) return;
    const hint = didYouMean(name, names) ?? (names.length > 0 ? `there are: ${names.join(', ')}` : undefined);
    this.#diagnostics.error(`unknown-${kind}`, `The script has no ${kind} '${name}'`, found.slice, hint);
  }

  #channel(element: XmlElement): Channel | undefined {
    this.#known(element, 'channel', 'channel');
    const channel = Channel.safeParse(word(element, 'channel'));
    return channel.success ? channel.data : undefined;
  }

  #instant(element: XmlElement): number | undefined {
    const text = readAttribute(rehearsalVocabulary, element, 'now');
    const time = text === undefined ? undefined : Date.parse(text);
    if (time === undefined || !Number.isNaN(time)) return time;
    const at = element.attributes.get('now')?.slice ?? element.tag;
    this.#diagnostics.error('bad-time', `'${text}' is not a time`, at, 'such as 2026-01-31T12:00:00Z');
    return undefined;
  }
}

/** The operations that a state calls: `billing.storeReading`, and what takes it back. */
function servicesCalled(state: FlowState): readonly string[] {
  if (state.kind !== 'effect') return [];
  const { item } = state;
  const targets = item.kind === 'do' && item.undo ? [item.target, item.undo.target] : [item.target];
  return targets.map(({ slice }) => slice.value.trim());
}

function readServices(parent: XmlElement, diagnostics: Diagnostics): MockedServices {
  const services = new Map<string, MockedReply[]>();
  for (const element of elementsOf(parent, 'service')) {
    const name = word(element, 'name') ?? '';
    services.set(name, [...(services.get(name) ?? []), readReply(element, diagnostics)]);
  }
  return services;
}

function readReply(element: XmlElement, diagnostics: Diagnostics): MockedReply {
  const fails = word(element, 'fails') as 'refused' | 'unavailable' | 'timeout' | undefined;
  const text = textOf(element).trim();
  if (fails !== undefined) return { fails, code: word(element, 'code'), message: text };
  try {
    return { result: text === '' ? {} : JSON.parse(text) };
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    diagnostics.error('bad-json', `This is not JSON: ${reason}`, element.tag, 'such as {"name": "Ada", "count": 2}');
    return { result: null };
  }
}
