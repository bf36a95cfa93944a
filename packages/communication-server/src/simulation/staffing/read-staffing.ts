import { checkDocument, Diagnostics, didYouMean, elementsOf, readXml, type XmlElement } from '@caruso/language';
import { type Queue, Strategy } from '../../configuration/queue-definition.js';
import { present } from '../../present.js';
import type { ArrivalRate } from '../arrival-times.js';
import type { Distribution } from '../distribution.js';
import type { Demand, QueueDurations, SimulatedCentre, Team } from '../simulated-centre.js';
import { type RecordedDay, readRecorded } from './read-recorded.js';
import { StaffingAttributes } from './staffing-attributes.js';
import { staffingVocabulary } from './staffing-vocabulary.js';

/** A staffing document: a day of a contact centre as it might be. */
export interface Staffing {
  readonly id: string;
  readonly seed: string;
  /** Times count from midnight. */
  readonly centre: SimulatedCentre;
}

/**
 * Reads a staffing document, and the recordings that it names.
 *
 * @param file - the name that messages show
 * @param folder - where recordings lie; that of the file if left out
 * @throws LanguageErrors.InvalidDocument with everything that is wrong, each with its place. Besides the codes of
 *   `checkDocument`: `bad-duration`, `bad-number`, `bad-time`, `bad-span`, `no-queue`, `unserved-queue`, `no-contacts`, `no-handling`,
 *   `unreadable-recording`, and those of `readRecording`.
 */
export function readStaffing(text: string, file: string, folder?: string): Staffing {
  const document = readXml(text, file);
  const diagnostics = new Diagnostics(document.source);
  diagnostics.add(checkDocument(document, staffingVocabulary));
  const read = new StaffingAttributes(diagnostics);
  const recorded = readRecorded(document.root, read, diagnostics, folder);
  const staffing = new StaffingReader(read).staffing(document.root, recorded);
  diagnostics.throwIfErrors();
  return staffing;
}

class StaffingReader {
  readonly #read: StaffingAttributes;

  constructor(read: StaffingAttributes) {
    this.#read = read;
  }

  staffing(root: XmlElement, recorded: readonly RecordedDay[]): Staffing {
    const [queues, teams] = [elementsOf(root, 'queue'), elementsOf(root, 'team')];
    this.#checkServed(queues, teams);
    for (const queue of queues) this.#checkExpected(queue, recorded);
    const durations = new Map(queues.map((element) => [element, this.#durations(element)]));
    const centre = {
      queues: queues.map((element) => this.#queue(element)),
      demand: [...durations].flatMap(([element, known]) => this.#demand(element, known)),
      teams: teams.map((element) => this.#team(element)),
      ...(recorded.length === 0
        ? {}
        : { recorded: recorded.map((day) => ({ ...day, durations: [...durations.values()] })) }),
    };
    return { id: this.#read.text(root, 'id'), seed: this.#read.text(root, 'seed'), centre };
  }

  /** A contact that nobody may take waits for ever, which is seldom what is asked. */
  #checkServed(queues: readonly XmlElement[], teams: readonly XmlElement[]): void {
    const ids = queues.map((queue) => this.#read.text(queue, 'id'));
    const served = teams.flatMap((team) => elementsOf(team, 'serves'));
    for (const element of served) {
      const queue = this.#read.text(element, 'queue');
      if (queue !== '' && !ids.includes(queue))
        this.#read.error(
          'no-queue',
          `'${queue}' is no queue of this document`,
          this.#read.place(element, 'queue'),
          didYouMean(queue, ids),
        );
    }
    for (const [index, id] of ids.entries()) {
      const element = queues[index];
      if (element && !served.some((serves) => this.#read.text(serves, 'queue') === id))
        this.#read.error('unserved-queue', `No team serves '${id}'`, this.#read.place(element, 'id'));
    }
  }

  /** What comes to a queue is forecast or recorded, and how long it takes must be known from either. */
  #checkExpected(queue: XmlElement, recorded: readonly RecordedDay[]): void {
    const id = this.#read.text(queue, 'id');
    const [forecast, handling] = [elementsOf(queue, 'contacts'), elementsOf(queue, 'handling')];
    if (forecast.length === 0 && recorded.length === 0) {
      const hint = 'write <contacts from="08:00" until="16:00" expected="400"/>, or <recorded> beside the queues';
      this.#read.error('no-contacts', `No contacts of '${id}' are expected`, this.#read.place(queue, 'id'), hint);
    }
    const silent = recorded
      .map(({ contacts }) => contacts.filter((contact) => contact.queue === id))
      .some((contacts) => contacts.length > 0 && contacts.every(({ talk }) => talk === undefined));
    if (handling.length === 0 && (forecast.length > 0 || silent)) {
      const why = forecast.length > 0 ? '' : ': nobody has talked in the recording';
      const message = `How long contacts of '${id}' take is not said${why}`;
      this.#read.error('no-handling', message, this.#read.place(queue, 'id'), 'write <handling mean="3m"/>');
    }
  }

  #queue(element: XmlElement): Queue {
    const id = this.#read.text(element, 'id');
    const needs = this.#levels(elementsOf(element, 'needs'), 'skill');
    const seconds = this.#read.duration(element, 'within') ?? 0;
    const target = this.#read.number(element, 'target', { most: 100 }) / 100;
    return {
      id,
      name: id,
      channel: 'voice',
      dispositions: [],
      serviceLevel: { seconds, target },
      priority: this.#read.number(element, 'priority'),
      strategy: Strategy.catch('longest-idle').parse(this.#read.text(element, 'strategy')),
      ...(Object.keys(needs).length === 0 ? {} : { needs }),
    };
  }

  #demand(element: XmlElement, durations: QueueDurations): readonly Demand[] {
    const contacts = elementsOf(element, 'contacts');
    if (contacts.length === 0) return [];
    // When there is none, the check has said so.
    const { handling = { law: 'fixed', mean: 0 } } = durations;
    return [{ ...durations, handling, arrivals: this.#arrivals(contacts) }];
  }

  #durations(element: XmlElement): QueueDurations {
    const [handling] = elementsOf(element, 'handling').map((child) => this.#distribution(child));
    const [patience] = elementsOf(element, 'patience').map((child) => this.#distribution(child));
    const [wrapUp] = elementsOf(element, 'wrap-up').map((child) => this.#distribution(child));
    return { queue: this.#read.text(element, 'id'), ...present({ handling, patience, wrapUp }) };
  }

  #arrivals(elements: readonly XmlElement[]): readonly ArrivalRate[] {
    const expected = elements.map((element) => this.#read.number(element, 'expected'));
    return this.#read.spans(elements).map(({ from, until }, index) => {
      const perHour = ((expected[index] ?? 0) * 3_600) / (until - from);
      return { from, until, perHour };
    });
  }

  #distribution(element: XmlElement): Distribution {
    const mean = this.#read.duration(element, 'mean');
    const law = this.#read.text(element, 'law');
    const deviation = this.#read.duration(element, 'deviation');
    if ((law === 'lognormal') !== element.attributes.has('deviation')) {
      const [message, hint] =
        law === 'lognormal'
          ? ['Lognormal durations need a deviation', 'write deviation="2m"']
          : [`A deviation is for lognormal durations, not for ${law} ones`, 'write law="lognormal"'];
      this.#read.error('bad-duration', message, this.#read.place(element, 'deviation'), hint);
    }
    if (law !== 'lognormal') return { law: law === 'fixed' ? 'fixed' : 'exponential', mean: mean ?? 0 };
    if (mean === 0) this.#read.error('bad-duration', 'A lognormal mean is above 0', this.#read.place(element, 'mean'));
    return { law, mean: mean ?? 0, deviation: deviation ?? 0 };
  }

  #team(element: XmlElement): Team {
    const skills = this.#levels(elementsOf(element, 'skill'), 'name');
    return {
      id: this.#read.text(element, 'id'),
      agents: this.#read.number(element, 'agents', { whole: true }),
      queues: elementsOf(element, 'serves').map((serves) => ({
        queue: this.#read.text(serves, 'queue'),
        priority: this.#read.number(serves, 'order'),
        penalty: this.#read.number(serves, 'penalty'),
      })),
      ...(Object.keys(skills).length === 0 ? {} : { skills }),
      shift: this.#read.spans(elementsOf(element, 'works')),
    };
  }

  #levels(elements: readonly XmlElement[], name: string): Readonly<Record<string, number>> {
    return Object.fromEntries(
      elements.map((element) => [this.#read.text(element, name), this.#read.number(element, 'level')]),
    );
  }
}
