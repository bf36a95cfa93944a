import { systemClock } from '@caruso/core';
import { contractOf } from '../contract-gate/contract-of.js';
import { stderrLog } from '../log.js';
import type { Component } from '../model/service-manager.js';
import { importComponent } from './import-component.js';
import { freshUrl } from './inline-reloads.js';
import { moduleLabel, moduleName, moduleUrl } from './module-url.js';
import { runInWorker } from './run-in-worker.js';
import { WorkerLife } from './worker-life.js';
import { type ThreadTerms, WorkerThread } from './worker-thread.js';

/** How {@link loadComponent} loads. */
export interface LoadTerms extends ThreadTerms {
  /**
   * `worker`: in a thread of its own, which leaves memory with it. `inline`: in this thread, where a module that is loaded
   * anew stays in memory besides its predecessors; what it imports itself is not loaded anew.
   */
  readonly isolation: 'inline' | 'worker';
  /** What the module's function is called with; plain data for a worker. */
  readonly options?: unknown;
}

/**
 * The component of a module that is known only at run time, as it is on disk now: for an operator who adds a component or
 * replaces one by a new version. The default export of the module is a component or a function of `options` that returns one.
 *
 * A worker is asked what its module provides and requires; contracts come as documents, so what JSON Schema cannot say about a
 * value only the worker checks.
 *
 * @param module a `file:` URL or the path of a file
 * @throws ServiceErrors.ModuleNotLoaded, ServiceErrors.NoComponentInModule, ServiceErrors.WorkerEnded
 * @example
 * ```ts
 * await manager.replace('erp', await loadComponent('/srv/company/erp-2.2.0.js', { isolation: 'worker' }));
 * ```
 */
export async function loadComponent(
  module: URL | string,
  { isolation, options, ...terms }: LoadTerms,
): Promise<Component> {
  const url = moduleUrl(module);
  if (isolation === 'inline') return importComponent(freshUrl(url), options);
  const label = { component: moduleName(url), module: moduleLabel(url) };
  const thread = new WorkerThread(label, terms, stderrLog);
  const life = new WorkerLife(thread, label, systemClock);
  const { settings, provides, requires } = await life.describe({ module: url.href, options });
  const component = {
    ...settings,
    runsIn: 'worker',
    provides: provides.map(contractOf),
    requires: requires.map((need) => ({ ...need, contract: contractOf(need.contract) })),
  };
  return { ...component, create: (host) => runInWorker(component, { ...terms, module: url, options }, host) };
}
