import type { ServiceEntry } from './service-entry.js';

/** Which registrations a watch is about: those that have all of this. */
export interface WatchFilter {
  /** Name of a contract they provide. */
  readonly contract?: string;
  readonly component?: string;
  readonly properties?: ServiceEntry['properties'];
  /** Only those to which calls can go; one that stops taking calls counts as removed. */
  readonly available?: boolean;
}

/** What a watch tells: `removed` brings the last that was known. */
export interface ServiceChange {
  readonly kind: 'added' | 'changed' | 'removed';
  readonly entry: ServiceEntry;
}

/** A watch that is open. */
export interface Watch {
  close(): void;
}
