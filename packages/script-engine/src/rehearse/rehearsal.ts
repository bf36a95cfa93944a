import type { XmlElement } from '@caruso/language';
import type { Channel } from '../contract.js';

/** What a service does in a test when it is called. */
export type MockedReply =
  | { readonly result: unknown }
  | {
      readonly fails: 'refused' | 'unavailable' | 'timeout';
      readonly code: string | undefined;
      readonly message: string;
    };

/** What services do, by `contract.operation`: one reply after the other, the last one from then on. */
export type MockedServices = ReadonlyMap<string, readonly MockedReply[]>;

/** One dialog that is gone through to see whether a script does what is expected. */
export interface Rehearsal {
  readonly name: string;
  readonly channel: Channel | undefined;
  readonly language: string | undefined;
  /** When it begins, in milliseconds since 1970-01-01T00:00Z. */
  readonly now: number;
  readonly input: Readonly<Record<string, unknown>>;
  readonly services: MockedServices;
  /** What is done and expected, in order. */
  readonly steps: readonly XmlElement[];
  readonly at: XmlElement;
}
