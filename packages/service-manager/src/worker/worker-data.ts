import type { LookUps } from './worker-directory.js';

/** Whose worker it is, as people are told. */
export interface WorkerLabel {
  readonly component: string;
  readonly module: string;
}

/** What a worker thread is started with. */
export interface WorkerData {
  /** The name of the component, under which it calls others. */
  readonly component: string;
  readonly lookUps: LookUps;
}
