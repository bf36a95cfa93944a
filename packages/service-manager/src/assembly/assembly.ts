import type { OpenEvents } from '../events/nats-events.js';
import type { Component } from '../model/service-manager.js';
import type { RunningAssembly } from './running-assembly.js';

/** A whole company: its name and its components. */
export interface Assembly {
  /** Names the company in the applications, e.g. `stadtwerke`. */
  readonly company: string;
  readonly components: readonly Component[];
  /** Where the events of the components are kept: `natsEvents(…)`. Default: in the memory of the process. */
  readonly events?: OpenEvents;
  /** What `caruso start` tells the operator when all is up. */
  readonly greeting?: (running: RunningAssembly) => string | Promise<string>;
}

/** Declares an assembly; the default export of a `caruso.config.ts`. */
export function defineAssembly(assembly: Assembly): Assembly {
  return assembly;
}
