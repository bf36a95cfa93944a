import type { EventType } from '@caruso/core';
import { dottedToken, textToken } from '../nats/subjects.js';

const majorOf = ({ version }: EventType) => version.slice(0, version.indexOf('.'));

/** What identifies an event and one consumer of it. NATS takes it as the name of a durable consumer. */
export function durableName(event: EventType, consumer: string): string {
  return `${dottedToken(event.name)}__v${majorOf(event)}__${consumer}`;
}

/** Where the events of one company are in a NATS system. */
export class EventSubjects {
  readonly #prefix: string;
  /** The stream that stores them. */
  readonly stream: string;
  /** All their subjects. */
  readonly all: string;

  constructor(company: string) {
    this.#prefix = `caruso.${textToken(company)}.event`;
    // Two companies may get the same; the second one finds out, because the stream stores other subjects.
    this.stream = `CARUSO_${company.toUpperCase().replaceAll(/[^A-Z0-9_-]/g, '_')}_EVENTS`;
    this.all = `${this.#prefix}.>`;
  }

  /** The subject of all minor versions of an event. */
  of(event: EventType): string {
    return `${this.#prefix}.${dottedToken(event.name)}.v${majorOf(event)}`;
  }
}
