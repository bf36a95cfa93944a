import type { ServiceState } from '@caruso/core';
import type { Properties } from './properties.js';

/** A contract with its version, as a provider offers it. */
interface OfferedContract {
  readonly name: string;
  readonly version: string;
}

/** Which registered component it is, and whether it takes calls: what a look-up gives. */
export interface ServiceReference {
  readonly id: string;
  readonly component: string;
  readonly version: string;
  readonly state: ServiceState;
  readonly ranking: number;
  readonly properties: Properties;
  /** `inline`, `worker`, or the node it was imported from. */
  readonly runsIn: string;
}

/** What can be said about a registered component from outside. */
export interface ServiceEntry extends ServiceReference {
  readonly contracts: readonly OfferedContract[];
  /** Why it is not active, when there is a reason. */
  readonly reason?: string;
  /** The contracts it requires, each with the components that would serve it now. */
  readonly needs: readonly {
    readonly contract: string;
    readonly optional: boolean;
    readonly from: readonly string[];
  }[];
  /** The components that require one of its contracts and would be served by it. */
  readonly dependants: readonly string[];
  /** Calls since it was registered, those that failed, and those in flight now. */
  readonly calls: number;
  readonly failures: number;
  readonly leases: number;
  /** How long calls take, in milliseconds: half of them at most, and 99 of 100; undefined before the first. */
  readonly p50Ms?: number;
  readonly p99Ms?: number;
  /** When it was registered, in milliseconds since 1970. */
  readonly since: number;
  /** When the version that runs now was started. */
  readonly startedAt?: number;
}

/** What a node tells of a service that was imported from it. */
export interface MirroredState {
  readonly state: ServiceState;
  readonly reason?: string;
}
