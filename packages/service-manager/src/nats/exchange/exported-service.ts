import type { CallOptions, Contract, Stub } from '@caruso/core';
import type { ServiceEntry } from '../../model/service-entry.js';
import type { Component } from '../../model/service-manager.js';
import type { NatsCall, ServedService } from '../served-service.js';
import { withinTrace } from '../trace-context.js';
import { contractText } from './contract-library.js';
import type { ExportTerms } from './export-terms.js';
import type { Statement } from './statement.js';

type Method = (input: unknown, options: CallOptions) => unknown;

/** Stubs kept for so many callers; a caller more begins anew. */
const CALLERS = 200;

const DEFAULT_DRAIN_MS = 31_000;

/** One service of this process, as others can call it. */
export class ExportedService {
  /** By contract and caller. */
  readonly #stubs = new Map<string, Stub<Contract>>();
  #component: Component;
  #served: Component | undefined;
  #turn: Promise<void>;
  #stated = '';

  constructor(
    private readonly terms: ExportTerms,
    private entry: ServiceEntry,
  ) {
    this.#component = terms.manager.componentOf(entry.id);
    this.#turn = this.#apply();
    this.#turn.catch(() => {});
  }

  /** Follows what has changed about it. From the return of this function on, no call is taken that may not be. */
  update(entry: ServiceEntry): void {
    this.entry = entry;
    this.#component = this.terms.manager.componentOf(entry.id);
    if (!this.#takesCalls) this.terms.services.pause(entry.id);
    this.#then(() => this.#apply());
  }

  /** Resolves when others know what there was to know until now; rejects when it cannot be offered. */
  settled(): Promise<void> {
    return this.#turn;
  }

  /** Takes it back; resolves when its last call has been answered. */
  remove(): Promise<void> {
    const { id } = this.entry;
    this.terms.services.pause(id);
    this.terms.announcer.withdraw(id);
    this.#then(() => this.terms.services.remove(id));
    return this.#turn;
  }

  #then(action: () => Promise<void>): void {
    this.#turn = this.#turn.then(action, action);
    this.#turn.catch(() => {});
  }

  get #takesCalls(): boolean {
    const { state } = this.entry;
    return state === 'active' || state === 'unhealthy' || this.#startsWhenCalled;
  }

  /** For others it is there, although it starts only with its first call. */
  get #startsWhenCalled(): boolean {
    const { state } = this.entry;
    return this.#component.lazy === true && (state === 'declared' || state === 'starting');
  }

  async #apply(): Promise<void> {
    const { services, announcer, log } = this.terms;
    const { id, component } = this.entry;
    try {
      if (this.#takesCalls) {
        if (this.#served === undefined) await services.add(this.#service());
        else if (this.#served !== this.#component) await services.revise(this.#service());
        this.#served = this.#component;
      }
    } catch (problem) {
      log.error(`"${component}" cannot be offered to other processes`, problem);
      throw problem;
    }
    if (this.#served === undefined) return;
    if (this.#takesCalls) services.resume(id);
    const statement = this.#statement();
    const text = JSON.stringify(statement);
    if (text === this.#stated) return;
    this.#stated = text;
    announcer.announce(statement, this.#component.provides);
  }

  #service(): ServedService {
    const { id, component: name, version } = this.entry;
    const { provides: contracts } = this.#component;
    const invoke = (contract: Contract, operation: string, input: unknown, call: NatsCall) =>
      withinTrace(call, () => this.#method(contract, operation, call)(input, { signal: call.signal }));
    return { id, name, version, contracts, checksInput: true, invoke };
  }

  /** The stub checks the input, and counts the call. */
  #method(contract: Contract, operation: string, { caller }: NatsCall): Method {
    const key = `${contract.name} ${contract.version} ${caller}`;
    let stub = this.#stubs.get(key);
    if (!stub) {
      if (this.#stubs.size >= CALLERS) this.#stubs.clear();
      stub = this.terms.manager.get(contract, { id: this.entry.id, caller, availabilityMs: 0 });
      this.#stubs.set(key, stub);
    }
    return stub[operation] as unknown as Method;
  }

  #statement(): Statement {
    const { id, component, version, ranking, properties, state, reason } = this.entry;
    const { provides, drain } = this.#component;
    const drainMs = drain ? (drain.deadlineMs ?? 30_000) + (drain.graceMs ?? 1_000) : DEFAULT_DRAIN_MS;
    return {
      id,
      component,
      version,
      contracts: provides.map((contract) => ({
        name: contract.name,
        version: contract.version,
        digest: contractText(contract).digest,
      })),
      ranking,
      properties: Object.fromEntries(
        Object.entries(properties).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
      ),
      state: this.#startsWhenCalled ? 'active' : state,
      drainMs,
      ...(reason === undefined ? {} : { reason: reason.slice(0, 2_000) }),
    };
  }
}
