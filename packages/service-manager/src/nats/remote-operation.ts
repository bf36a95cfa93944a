import type { CarusoError, Contract } from '@caruso/core';
import type { Place } from '../channel/error-document.js';
import type { Subjects } from './subjects.js';

/** An operation of a service in another process, as it is called. */
export interface RemoteOperation {
  readonly place: Place;
  /** Where requests are published. */
  readonly subject: string;
  /** The process that serves it, when it is one of ours: then a call can be cancelled, and its loss is noticed. */
  readonly node?: string;
  /** Told when nobody takes a call, before its caller is. */
  readonly unheard?: (() => void) | undefined;
}

/** Where a service of ours runs. */
export interface RemoteAddress {
  readonly node: string;
  readonly service: string;
}

/** An operation of one instance of a service of ours. */
export function operationAt(subjects: Subjects, contract: Contract, name: string, at: RemoteAddress): RemoteOperation {
  return {
    place: { contract: contract.name, operation: name },
    subject: subjects.call(contract.name, name, at.node, at.service),
    node: at.node,
  };
}

/** An operation of a service of anybody, at the subject of its endpoint; payload and answer are JSON. */
export function operationOfEndpoint(contract: Contract, name: string, subject: string): RemoteOperation {
  return { place: { contract: contract.name, operation: name }, subject };
}

/** Tells when a call is given up, to one listener. */
export interface Cancellation {
  onAbort(abandoned: (reason: CarusoError) => void): void;
}

/** What a caller may say about a call. */
export interface RemoteCallOptions {
  /** Name of who calls, for the provider. Default `nats`. */
  readonly caller?: string;
  /** Gives the call up: it is cancelled at the provider, too. */
  readonly signal?: AbortSignal;
  /** The same for calls of our own, which need no signal for it. */
  readonly cancellation?: Cancellation;
  /** After so many milliseconds nobody waits for the answer any more. Not for streams. */
  readonly timeoutMs?: number;
  /** What travels along, such as the context of a trace. Each header costs time. */
  readonly headers?: Readonly<Record<string, string>>;
}
