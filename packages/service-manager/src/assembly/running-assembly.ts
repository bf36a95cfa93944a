import type { Contract, Stub } from '@caruso/core';
import type { LocalServiceManager } from '../manager/local-service-manager.js';
import type { Directory } from '../model/directory.js';
import type { ServiceEntry } from '../model/service-entry.js';

/** An assembly at work. Made by `startAssembly`. */
export interface RunningAssembly {
  readonly company: string;
  /** The service manager: look-ups, replacements, maintenance. */
  readonly services: LocalServiceManager;
  readonly directory: Directory;
  /** A stub for code outside any component, which calls under the name `caller`. */
  get<C extends Contract>(contract: C, caller?: string): Stub<C>;
  /** Asks every service whether it can do its work, and returns what is known of each. */
  health(): Promise<readonly ServiceEntry[]>;
  /** Stops in reverse order of the start: each service takes no new calls, finishes those in flight, and stops. */
  stop(): Promise<void>;
}
