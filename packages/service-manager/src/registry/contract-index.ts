import type { Contract } from '@caruso/core';
import semver from 'semver';
import { refuseBreakingMinor } from '../contract-gate/refuse-breaking-minor.js';
import type { Candidate } from '../model/explanation.js';
import { byPreference, lostTo, misfit, offerOf, unavailability } from './judge.js';
import type { ServiceRecord } from './service-record.js';
import { WaitingRoom } from './waiting-room.js';
import { keyOf, type Wanted } from './wanted.js';

const NONE: readonly ServiceRecord[] = [];

/** So many different queries are remembered between two changes. */
const REMEMBERED = 1_000;

/**
 * All there is about one contract name: the components that provide it, what queries found since the last change, and the
 * calls that wait for a provider.
 */
export class ContractIndex {
  /** Grows with each change; who has noted it knows whether what it found still holds. */
  epoch = 0;
  /** Whether there ever was a provider: then one may come again, and calls wait for it. */
  known = false;
  /** The contract as it was offered last. */
  contract: Contract | undefined;
  readonly waiting: WaitingRoom;
  /** Mostly one, for which an array takes a third of the memory of a set. */
  #records: readonly ServiceRecord[] = NONE;
  #pins: Map<string, string> | undefined;
  /** Forgotten at each change. */
  #found: Map<string, ServiceRecord | undefined> | undefined;

  constructor(
    readonly name: string,
    maxParked: number,
  ) {
    this.waiting = new WaitingRoom(name, maxParked);
  }

  get records(): readonly ServiceRecord[] {
    return this.#records;
  }

  /**
   * Refuses a contract that those who were built against an offered one could not work with, or the other way round.
   *
   * @throws ServiceErrors.BreakingContract
   */
  refuseBreaking(contract: Contract): void {
    if (contract === this.contract) return;
    const offered = new Set(this.#records.map((record) => offerOf(record, this.name)));
    for (const other of offered) {
      if (!other || other === contract) continue;
      if (semver.lt(contract.version, other.version)) refuseBreakingMinor(contract, other);
      else refuseBreakingMinor(other, contract);
    }
  }

  add(record: ServiceRecord): void {
    if (!this.#records.includes(record)) this.#records = this.#records.concat(record);
    this.known = true;
    this.contract = offerOf(record, this.name) ?? this.contract;
    this.changed();
  }

  remove(record: ServiceRecord): void {
    this.#records = this.#records.filter((other) => other !== record);
    this.changed();
  }

  pin(company: string, range: string | undefined): void {
    this.#pins ??= new Map();
    if (range === undefined) this.#pins.delete(company);
    else this.#pins.set(company, range);
    this.changed();
  }

  /** Forgets what was found, and lets the calls that wait try again, in their order. */
  changed(): void {
    this.epoch += 1;
    this.#found = undefined;
    this.waiting.tryAgain();
  }

  /** The best provider for a query; a table look-up for the same query between two changes. */
  best(contract: Contract, query: Wanted): ServiceRecord | undefined {
    const key = `${contract.version}\n${keyOf(query)}`;
    const remembered = this.#found;
    if (remembered?.has(key)) return remembered.get(key);
    const found = this.all(contract, query)[0];
    this.#found ??= new Map();
    if (this.#found.size < REMEMBERED) this.#found.set(key, found);
    return found;
  }

  /** All that fit a query and take calls, the best first. */
  all(contract: Contract, query: Wanted): readonly ServiceRecord[] {
    return this.fitting(contract, query).filter(({ available }) => available);
  }

  /** All that fit a query, whatever state they are in, the best first. */
  fitting(contract: Contract, query: Wanted): readonly ServiceRecord[] {
    return this.#records
      .filter((record) => this.#misfit(record, contract, query) === undefined)
      .sort(byPreference(contract, query));
  }

  /** Each provider with the reason why it was chosen or not; the chosen one first, then those that would do. */
  candidates(contract: Contract, query: Wanted): readonly Candidate[] {
    const fitting = this.all(contract, query);
    const rest = this.#records.filter((record) => !fitting.includes(record));
    return [...fitting, ...rest].map((record) => ({
      id: record.id,
      component: record.name,
      version: record.component.version ?? offerOf(record, contract.name)?.version ?? record.version,
      state: record.state,
      chosen: record === fitting[0],
      reason: this.#reasonOf(record, fitting, contract, query),
    }));
  }

  #reasonOf(record: ServiceRecord, fitting: readonly ServiceRecord[], contract: Contract, query: Wanted): string {
    const [winner] = fitting;
    if (record === winner)
      return fitting.length > 1 ? 'it is the best of those that fit' : 'it is the only one that fits';
    const refused = this.#misfit(record, contract, query) ?? unavailability(record);
    return refused ?? (winner ? lostTo(winner, record, contract, query) : '');
  }

  #misfit(record: ServiceRecord, contract: Contract, query: Wanted): string | undefined {
    return misfit(record, contract, query, this.#pins);
  }
}
