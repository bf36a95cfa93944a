import type { CarusoError } from '@caruso/core';
import { NOTHING_IN_FLIGHT } from '../lifecycle/drain.js';
import type { HealthWatch } from '../lifecycle/health-watch.js';
import type { Lifecycle } from '../lifecycle/lifecycle.js';
import type { Drained, Receipt, ReplaceOptions } from '../model/receipt.js';
import type { MirroredState, ServiceEntry } from '../model/service-entry.js';
import type { Component, ImportedRegistration, RegistrationUpdate } from '../model/service-manager.js';
import type { ServiceRegistry } from '../registry/registry.js';
import type { ServiceRecord } from '../registry/service-record.js';
import { checkProperties, checkRanking } from './check-component.js';
import type { Operations } from './operations.js';

/** What a registration can do to its record. */
export interface RegistrationParts {
  readonly registry: ServiceRegistry;
  readonly lifecycle: Lifecycle;
  readonly health: HealthWatch;
  readonly operations: Operations;
}

/** The registration of one record. */
export class RecordRegistration implements ImportedRegistration {
  readonly id: string;

  constructor(
    readonly record: ServiceRecord,
    private readonly parts: RegistrationParts,
  ) {
    this.id = record.id;
  }

  entry(): ServiceEntry {
    return this.parts.registry.entry(this.record);
  }

  update({ ranking, properties }: RegistrationUpdate): void {
    checkRanking(this.record.name, ranking);
    checkProperties(this.record.name, properties);
    this.record.ranking = ranking ?? this.record.ranking;
    this.record.properties = properties ?? this.record.properties;
    this.parts.registry.changed(this.record);
  }

  start(signal?: AbortSignal): Promise<void> {
    return this.parts.lifecycle.start(this.record, signal);
  }

  replace(component: Component, options?: ReplaceOptions): Promise<Receipt> {
    return this.parts.operations.replace(this.record, component, options);
  }

  async unregister(): Promise<Drained> {
    return this.record.phase === 'stopped' || this.record.phase === 'draining'
      ? NOTHING_IN_FLIGHT
      : this.parts.operations.unregister(this.record);
  }

  beat(): void {
    this.parts.health.beat(this.record);
  }

  mirror(state: MirroredState, update: RegistrationUpdate = {}): void {
    this.record.mirrored = state;
    this.update(update);
    this.parts.lifecycle.reconcile();
  }

  async withdraw(problem: CarusoError): Promise<void> {
    this.parts.registry.remove(this.record);
    this.parts.lifecycle.reconcile();
    for (const call of [...(this.record.instance?.active ?? [])]) call.drop(problem);
    await this.parts.operations.unregister(this.record);
  }
}
