import { ChangeSignal, type ServiceState } from '@caruso/core';
import { Admission } from '../limits/admission.js';
import type { Properties } from '../model/properties.js';
import type { MirroredState } from '../model/service-entry.js';
import type { Component } from '../model/service-manager.js';
import { CallCounts } from './call-counts.js';
import { HealthRecord } from './health-record.js';
import type { Instance } from './instance.js';

const NO_PROPERTIES: Properties = {};

/** Where a component is in its life; what is said of it on top of that makes its {@link ServiceState}. */
export type Phase = 'declared' | 'waiting' | 'starting' | 'running' | 'draining' | 'stopped' | 'failed';

/**
 * The registry's record of one component: it stays the same when the component is replaced by another version.
 * Only the service manager changes it, and tells the indexes of its contracts.
 */
export class ServiceRecord {
  phase: Phase = 'declared';
  /** Why it is waiting, failed or stopped. */
  phaseReason: string | undefined;
  /** Why it takes no calls although it runs: what it needs has gone. */
  suspended: string | undefined;
  maintenance: string | undefined;
  /** One version has stopped, and the other one has not taken over yet. */
  isChanging = false;
  mirrored: MirroredState | undefined;
  instance: Instance | undefined;
  ranking: number;
  properties: Properties;
  readonly health: HealthRecord;
  readonly counts = new CallCounts();
  /** What limits the calls; undefined when nothing does. */
  admission: Admission | undefined;
  /** Replacements, stops and starts one after the other. */
  turn: Promise<void> | undefined;
  /** The start that is under way or waits for its turn. */
  starting: Promise<void> | undefined;
  /** Raised with every new phase. */
  readonly moved = new ChangeSignal();

  constructor(
    readonly id: string,
    public component: Component,
    /** Grows with each registration; the earlier wins a tie. */
    readonly order: number,
    readonly since: number,
    readonly now: () => number,
  ) {
    this.ranking = component.ranking ?? 0;
    this.properties = component.properties ?? NO_PROPERTIES;
    this.health = new HealthRecord(component.health);
    this.admission = Admission.of(component, now);
  }

  get name(): string {
    return this.component.name;
  }

  get version(): string {
    return versionOf(this.component);
  }

  get state(): ServiceState {
    if (this.phase !== 'running') return this.phase;
    if (this.maintenance !== undefined || this.isChanging) return 'maintenance';
    if (this.suspended !== undefined) return 'waiting';
    if (this.mirrored && this.mirrored.state !== 'active') return this.mirrored.state;
    return this.health.healthy ? 'active' : 'unhealthy';
  }

  get reason(): string | undefined {
    if (this.phase !== 'running') return this.phaseReason;
    if (this.isChanging) return 'it is being replaced';
    return this.maintenance ?? this.suspended ?? this.mirrored?.reason ?? this.health.reason;
  }

  /** Whether calls may go to it: it runs, or starts with its first call. An unhealthy one is called when no other fits. */
  get available(): boolean {
    const { state } = this;
    return (
      state === 'active' ||
      state === 'unhealthy' ||
      (this.component.lazy === true && (state === 'declared' || state === 'starting'))
    );
  }

  /** Takes over what another version of the component says of itself. */
  adopt(component: Component): void {
    this.component = component;
    this.ranking = component.ranking ?? 0;
    this.properties = component.properties ?? NO_PROPERTIES;
    this.admission = Admission.of(component, this.now);
    this.health.reset(component.health);
  }
}

/** The version of a component: its own, or that of the first contract it provides. */
export function versionOf(component: Component): string {
  return component.version ?? component.provides[0]?.version ?? '0.0.0';
}
