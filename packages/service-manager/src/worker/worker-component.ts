import type { Contract } from '@caruso/core';
import { type Requirement, required } from '../model/requirement.js';
import type { RunPolicy } from '../model/run-policy.js';
import type { Component } from '../model/service-manager.js';
import { runInWorker, type WorkerTerms } from './run-in-worker.js';

/** What {@link workerComponent} takes. */
export interface WorkerComponentDefinition
  extends RunPolicy,
    Pick<Component, 'name' | 'version' | 'ranking' | 'properties'>,
    WorkerTerms {
  readonly provides: readonly Contract[];
  readonly requires?: readonly (Contract | Requirement)[];
}

/**
 * Declares a component that runs in a worker thread of its own, so that its module leaves memory when it is stopped or
 * replaced, and a crash or a full memory ends nothing else. The module's default export is a component made with
 * `defineComponent`, or a function of `options` that returns one.
 *
 * Inputs, results, options and what is logged cross by the structured clone algorithm: data only. The component's clock is
 * the system's. Calls in flight when the worker ends reject with `ServiceErrors.WorkerEnded`, and from then on `check()` does.
 *
 * @throws (when it starts) ServiceErrors.ModuleNotLoaded, ServiceErrors.NoComponentInModule, ServiceErrors.ModuleDoesNotFit,
 *   ServiceErrors.IncompleteService, ServiceErrors.WorkerStartFailed, ServiceErrors.WorkerEnded
 * @example
 * ```ts
 * export const erp = workerComponent({
 *   name: 'erp', version: '2.1.0', module: new URL('./erp.js', import.meta.url), provides: [MoveOrders],
 *   resourceLimits: { maxOldGenerationSizeMb: 256 },
 * });
 * ```
 */
export function workerComponent(definition: WorkerComponentDefinition): Component {
  const { module, options, resourceLimits, entry, requires = [], ...rest } = definition;
  const component = {
    ...rest,
    runsIn: 'worker',
    requires: requires.map((need) => ('contract' in need ? need : required(need))),
  };
  const terms = { module, options, ...(resourceLimits ? { resourceLimits } : {}), ...(entry ? { entry } : {}) };
  return { ...component, create: (host) => runInWorker(component, terms, host) };
}
