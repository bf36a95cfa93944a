import { ServiceErrors } from '../errors.js';
import type { Lifecycle } from '../lifecycle/lifecycle.js';
import { Replacement } from '../lifecycle/replacement.js';
import type { Drained, Receipt, ReplaceOptions } from '../model/receipt.js';
import type { Component } from '../model/service-manager.js';
import type { ServiceRegistry } from '../registry/registry.js';
import type { ServiceRecord } from '../registry/service-record.js';
import { checkComponent } from './check-component.js';

/** What operators do to a component: here, or in the process where it runs. */
export class Operations {
  readonly #replacement: Replacement;

  constructor(
    private readonly registry: ServiceRegistry,
    private readonly lifecycle: Lifecycle,
  ) {
    this.#replacement = new Replacement(lifecycle);
  }

  async replace(record: ServiceRecord, component: Component, options?: ReplaceOptions): Promise<Receipt> {
    const { elsewhere, runsIn } = record.component;
    if (elsewhere) throw new ServiceErrors.RunsElsewhere({ component: record.name, node: runsIn ?? '' });
    checkComponent(component);
    return this.#replacement.replace(record, component, options);
  }

  async drain(record: ServiceRecord): Promise<Drained> {
    return record.component.elsewhere?.drain() ?? this.unregister(record);
  }

  async maintain(record: ServiceRecord, reason: string): Promise<void> {
    const { elsewhere } = record.component;
    if (elsewhere) return elsewhere.maintain(reason);
    record.maintenance = reason;
    this.registry.changed(record);
  }

  async resume(record: ServiceRecord): Promise<void> {
    const { elsewhere } = record.component;
    if (elsewhere) return elsewhere.resume();
    record.maintenance = undefined;
    this.registry.changed(record);
  }

  /** Stops a component that runs here, and takes it out. */
  async unregister(record: ServiceRecord): Promise<Drained> {
    const drained = await this.lifecycle.stop(record);
    this.registry.remove(record);
    return drained;
  }
}
