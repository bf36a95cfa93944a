import {
  checkDocument,
  Diagnostics,
  elementsOf,
  readAttribute,
  readXml,
  type XmlAttribute,
  type XmlElement,
} from '@caruso/language';
import { parseDuration } from '../../duration.js';
import { recordingBeside } from '../../recording/recording-beside.js';
import type { Callees } from './callee.js';
import type { Arrivals, Caller, Recorded, Scenario } from './scenario.js';
import { scenarioVocabulary } from './scenario-vocabulary.js';

/** Of sums of percentages. */
const ROUNDING = 1e-9;

/**
 * Reads a scenario document, and the recordings that it names.
 *
 * @param file - the name that messages show
 * @param folder - where recordings lie; that of the file if left out
 * @throws LanguageErrors.InvalidDocument with everything that is wrong, each with its place. Besides the codes of
 *   `checkDocument`: `bad-duration`, `bad-seed`, `bad-share`, `unreadable-recording`, and those
 *   of `readRecording`.
 */
export function readScenario(text: string, file: string, folder?: string): Scenario {
  const document = readXml(text, file);
  const diagnostics = new Diagnostics(document.source);
  diagnostics.add(checkDocument(document, scenarioVocabulary));
  const scenario = new ScenarioReader(diagnostics, folder).scenario(document.root);
  diagnostics.throwIfErrors();
  return scenario;
}

class ScenarioReader {
  readonly #diagnostics: Diagnostics;
  readonly #folder: string | undefined;

  constructor(diagnostics: Diagnostics, folder: string | undefined) {
    this.#diagnostics = diagnostics;
    this.#folder = folder;
  }

  scenario(root: XmlElement): Scenario {
    const seed = text(root, 'seed');
    if (!/^\d{1,9}$/.test(seed))
      this.#diagnostics.error('bad-seed', `'${seed}' is not a whole number`, place(root, 'seed'), 'write seed="7"');
    return {
      id: text(root, 'id'),
      seed: Number(seed),
      callers: elementsOf(root, 'caller').map((element) => this.#caller(element)),
      streams: elementsOf(root, 'arrivals').map((element) => this.#arrivals(element)),
      recordings: elementsOf(root, 'recorded').map((element) => this.#recorded(element)),
      callees: elementsOf(root, 'callees').map((element) => this.#callees(element)),
    };
  }

  #caller(element: XmlElement): Caller {
    return { ...this.#plan(element), atMs: this.#duration(element, 'at') ?? 0, from: text(element, 'from') };
  }

  #arrivals(element: XmlElement): Arrivals {
    const everyMs = this.#duration(element, 'every');
    if (everyMs === 0)
      this.#diagnostics.error('bad-duration', 'The calls of a stream need time between them', place(element, 'every'));
    return {
      ...this.#plan(element),
      everyMs: everyMs ?? 1,
      random: readAttribute(scenarioVocabulary, element, 'times') !== 'fixed',
      startingMs: this.#duration(element, 'starting') ?? 0,
      ...named('untilMs', this.#duration(element, 'until')),
      customers: elementsOf(element, 'customer').map((customer) => text(customer, 'from')),
    };
  }

  #recorded(element: XmlElement): Recorded {
    const recording = { path: text(element, 'file'), at: place(element, 'file') };
    const { dated, contacts } = recordingBeside(this.#diagnostics, recording, this.#folder);
    // Of a recording with a date, nobody waits for the first call of the morning from midnight on.
    const first = dated ? (contacts[0]?.at ?? 0) : 0;
    return {
      id: text(element, 'id'),
      to: text(element, 'to'),
      startingMs: this.#duration(element, 'starting') ?? 0,
      ...named('patienceMs', this.#duration(element, 'patience')),
      contacts: contacts.map((contact) => ({ ...contact, at: contact.at - first })),
    };
  }

  #callees(element: XmlElement): Callees {
    const share = (name: string) => this.#share(element, name);
    const [answer, busy, machine, unknown] = [share('answer'), share('busy'), share('machine'), share('unknown')];
    if (answer + busy + machine + unknown > 1 + ROUNDING)
      this.#diagnostics.error('bad-share', 'The shares are more than 100%', element.tag);
    return {
      id: text(element, 'id'),
      numbers: text(element, 'numbers'),
      ...{ answer, busy, machine, unknown },
      ringMs: this.#duration(element, 'ring') ?? 0,
      ...named('patienceMs', this.#duration(element, 'patience')),
      ...named('talkMs', this.#duration(element, 'talk')),
      random: readAttribute(scenarioVocabulary, element, 'times') !== 'fixed',
    };
  }

  #share(element: XmlElement, name: string): number {
    const value = text(element, name);
    const percent = /^\d+(?:\.\d+)?%$/.test(value) ? Number(value.slice(0, -1)) : Number.NaN;
    if (percent <= 100) return percent / 100;
    this.#diagnostics.error('bad-share', `'${value}' is no percentage`, place(element, name), 'write 30%');
    return 0;
  }

  #plan(element: XmlElement) {
    const { file } = this.#diagnostics.source;
    const { line, column } = this.#diagnostics.source.positionOf(place(element, 'queue').start);
    return {
      id: text(element, 'id'),
      to: text(element, 'to'),
      ...named('queue', readAttribute(scenarioVocabulary, element, 'queue')),
      ...named('patienceMs', this.#duration(element, 'patience')),
      ...named('talkMs', this.#duration(element, 'talk')),
      where: `${file}:${line}:${column}`,
    };
  }

  #duration(element: XmlElement, name: string): number | undefined {
    const value = readAttribute(scenarioVocabulary, element, name);
    if (value === undefined) return undefined;
    const milliseconds = parseDuration(value);
    if (milliseconds === undefined) {
      const hint = 'durations are written as 500ms, 45s, 2m, 1m30s, 8h';
      this.#diagnostics.error('bad-duration', `'${value}' is not a duration`, place(element, name), hint);
    }
    return milliseconds;
  }
}

/** An attribute that the vocabulary requires or presets; when it is missing, the check has said so. */
function text(element: XmlElement, name: string): string {
  return readAttribute(scenarioVocabulary, element, name) ?? '';
}

function place(element: XmlElement, name: string): { readonly start: number; readonly end: number } {
  const attribute: XmlAttribute | undefined = element.attributes.get(name);
  return attribute?.slice ?? element.tag;
}

function named<Name extends string, Value>(name: Name, value: Value | undefined): { [Key in Name]?: Value } {
  return (value === undefined ? {} : { [name]: value }) as { [Key in Name]?: Value };
}
