import type { Component } from './component.js';

/** A whole company: its name and its components. */
export interface Assembly {
  /** Names the company in the applications, e.g. `stadtwerke`. */
  readonly company: string;
  readonly components: readonly Component[];
}

/** Declares an assembly; the default export of a `caruso.config.ts`. */
export function defineAssembly(assembly: Assembly): Assembly {
  return assembly;
}
