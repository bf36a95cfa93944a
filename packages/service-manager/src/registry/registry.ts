import { type Contract, newId } from '@caruso/core';
import { ServiceErrors } from '../errors.js';
import type { Requirement } from '../model/requirement.js';
import type { ServiceEntry, ServiceReference } from '../model/service-entry.js';
import type { Component } from '../model/service-manager.js';
import { ContractIndex } from './contract-index.js';
import { flatText } from './flat-text.js';
import { ServiceRecord } from './service-record.js';
import { wanted } from './wanted.js';
import { Watches } from './watches.js';

/** What a registry is made with. */
export interface RegistryOptions {
  readonly company: string;
  readonly now: () => number;
  /** How many calls of one contract may wait for a provider. */
  readonly maxParked: number;
  /** Told when a listener of a watch has thrown. */
  readonly listenerFailed: (thrown: unknown) => void;
}

/** Follows all records themselves, instead of being told what can be said of them. None of these may throw. */
export interface RegistryFollower {
  /** A record is there, or something about it has changed. */
  changed(record: ServiceRecord): void;
  removed(record: ServiceRecord): void;
}

const NONE: readonly ServiceRecord[] = [];

/** Who is registered: the records, the indexes of their contracts, and those who watch. It starts and stops nothing. */
export class ServiceRegistry {
  readonly watches: Watches;
  readonly #records = new Map<string, ServiceRecord>();
  /** Mostly one of a name, for which an array takes a third of the memory of a set. */
  readonly #byName = new Map<string, readonly ServiceRecord[]>();
  readonly #indexes = new Map<string, ContractIndex>();
  readonly #requiring = new Set<ServiceRecord>();
  readonly #followers = new Set<RegistryFollower>();
  #order = 0;

  constructor(private readonly options: RegistryOptions) {
    this.watches = new Watches(options.listenerFailed);
  }

  get company(): string {
    return this.options.company;
  }

  get records(): Iterable<ServiceRecord> {
    return this.#records.values();
  }

  /** The records that require anything: few among many. */
  get requiring(): ReadonlySet<ServiceRecord> {
    return this.#requiring;
  }

  get indexes(): Iterable<ContractIndex> {
    return this.#indexes.values();
  }

  add(component: Component): ServiceRecord {
    const { now } = this.options;
    const record = new ServiceRecord(flatText(newId()), component, this.#order, now(), now);
    this.#order += 1;
    this.#records.set(record.id, record);
    this.#enterName(record);
    if (component.requires.length > 0) this.#requiring.add(record);
    for (const { name } of component.provides) this.index(name).add(record);
    this.#notify(record);
    return record;
  }

  remove(record: ServiceRecord): void {
    if (!this.#records.delete(record.id)) return;
    this.#requiring.delete(record);
    this.#leaveName(record);
    for (const { name } of record.component.provides) this.index(name).remove(record);
    this.watches.notify(record.id, undefined);
    for (const follower of this.#followers) follower.removed(record);
  }

  /** Tells a follower of all records, and from then on of each change; returns how to end it. */
  follow(follower: RegistryFollower): () => void {
    this.#followers.add(follower);
    for (const record of this.#records.values()) follower.changed(record);
    return () => this.#followers.delete(follower);
  }

  /** Tells all who look at a record that something about it is different now. */
  changed(record: ServiceRecord): void {
    if (!this.#records.has(record.id)) return;
    for (const { name } of record.component.provides) this.index(name).changed();
    this.#notify(record);
  }

  /** Puts another version of the component into the place of the present one. */
  adopt(record: ServiceRecord, component: Component): void {
    const before = record.component.provides;
    this.#leaveName(record);
    record.adopt(component);
    this.#enterName(record);
    if (component.requires.length > 0) this.#requiring.add(record);
    else this.#requiring.delete(record);
    for (const { name } of component.provides) this.index(name).add(record);
    for (const { name } of before) {
      if (!component.provides.some((contract) => contract.name === name)) this.index(name).remove(record);
    }
    this.changed(record);
  }

  /** The registrations of one name: several when several versions live at once. */
  withName(name: string): readonly ServiceRecord[] {
    return this.#byName.get(name) ?? NONE;
  }

  #enterName(record: ServiceRecord): void {
    const namesakes = this.#byName.get(record.name);
    this.#byName.set(record.name, namesakes ? namesakes.concat(record) : [record]);
  }

  #leaveName(record: ServiceRecord): void {
    const others = this.withName(record.name).filter((other) => other !== record);
    if (others.length > 0) this.#byName.set(record.name, others);
    else this.#byName.delete(record.name);
  }

  index(contract: string): ContractIndex {
    let index = this.#indexes.get(contract);
    if (!index) {
      index = new ContractIndex(contract, this.options.maxParked);
      this.#indexes.set(contract, index);
    }
    return index;
  }

  /** The index of a contract that somebody provides or has provided. */
  knownIndex(contract: string): ContractIndex | undefined {
    const index = this.#indexes.get(contract);
    return index?.known ? index : undefined;
  }

  /** The registration that an operator means by an id, a name, or a name with a version (`billing@1.4.0`). */
  named(name: string): ServiceRecord {
    const [bare = name, version] = name.split('@');
    const namesakes = this.withName(bare).filter((record) => version === undefined || record.version === version);
    const found = this.#records.get(name) ?? namesakes.sort((a, b) => b.order - a.order)[0];
    if (found) return found;
    throw new ServiceErrors.UnknownService({ service: name, known: [...this.#byName.keys()].sort() });
  }

  /** The providers a requirement can be met by, the best first: those that run, whether or not they take calls just now. */
  providersOf({ contract, versions }: Requirement, except?: ServiceRecord): readonly ServiceRecord[] {
    const index = this.index(contract.name);
    return index.fitting(contract, wanted(versions ? { versions } : {}, this.company)).filter((record) => {
      const serves = record.phase === 'running' && record.suspended === undefined;
      return record !== except && (serves || (record.component.lazy === true && record.phase === 'declared'));
    });
  }

  entries(): readonly ServiceEntry[] {
    return [...this.#records.values()].map((record) => this.entry(record));
  }

  entry(record: ServiceRecord): ServiceEntry {
    const { component, counts, reason, instance } = record;
    const p50Ms = counts.latency.quantile(0.5);
    const p99Ms = counts.latency.quantile(0.99);
    return {
      ...referenceTo(record),
      contracts: component.provides.map(({ name, version }) => ({ name, version })),
      ...(reason === undefined ? {} : { reason }),
      needs: component.requires.map((need) => ({
        contract: need.contract.name,
        optional: need.optional,
        from: this.providersOf(need, record).map(({ name }) => name),
      })),
      dependants: this.dependantsOf(record).map(({ name }) => name),
      calls: counts.calls,
      failures: counts.failures,
      leases: instance?.leases ?? 0,
      ...(p50Ms === undefined ? {} : { p50Ms }),
      ...(p99Ms === undefined ? {} : { p99Ms }),
      since: record.since,
      ...(instance === undefined ? {} : { startedAt: instance.startedAt }),
    };
  }

  /** Who requires a contract that a record provides. */
  dependantsOf(record: ServiceRecord): readonly ServiceRecord[] {
    const offered = new Set(record.component.provides.map(({ name }) => name));
    return [...this.#requiring].filter(
      (other) => other !== record && other.component.requires.some(({ contract }) => offered.has(contract.name)),
    );
  }

  contracts(): readonly Contract[] {
    const offered = [...this.#records.values()].flatMap(({ component }) => component.provides);
    return [...new Map(offered.map((contract) => [`${contract.name}@${contract.version}`, contract])).values()];
  }

  #notify(record: ServiceRecord): void {
    if (this.watches.size > 0) this.watches.notify(record.id, this.entry(record));
    for (const follower of this.#followers) follower.changed(record);
  }
}

/** Which component a record is of, and whether it takes calls. */
export function referenceTo(record: ServiceRecord): ServiceReference {
  const { id, name, version, state, ranking, properties, component } = record;
  return { id, component: name, version, state, ranking, properties, runsIn: component.runsIn ?? 'inline' };
}
