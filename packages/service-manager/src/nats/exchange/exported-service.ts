import { type CallOptions, type Contract, newId, type Stub } from '@caruso/core';
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
  /** Its id in NATS: short, because it travels with each call. */
  readonly #service = newId().replaceAll('-', '').slice(0, 10);
  #component: Component;
  #offered: Component | undefined;
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
    if (!this.#takesCalls) this.terms.services.pause(this.#service);
    this.#then(() => this.#apply());
  }

  /** Resolves when others know what there was to know until now; rejects when it cannot be offered. */
  settled(): Promise<void> {
    return this.#turn;
  }

  /** Takes it back; resolves when its last call has been answered. */
  remove(): Promise<void> {
    this.terms.services.pause(this.#service);
    this.terms.announcer.withdraw(this.entry.id);
    this.#then(() => this.terms.services.remove(this.#service));
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
    const { component } = this.entry;
    try {
      if (this.#takesCalls) {
        if (this.#offered === undefined) await services.add(this.#served());
        else if (this.#offered !== this.#component) await services.revise(this.#served());
        this.#offered = this.#component;
      }
    } catch (problem) {
      log.error(`"${component}" cannot be offered to other processes`, problem);
      throw problem;
    }
    if (this.#offered === undefined) return;
    if (this.#takesCalls) services.resume(this.#service);
    const statement = this.#statement();
    const text = JSON.stringify(statement);
    if (text === this.#stated) return;
    this.#stated = text;
    announcer.announce(statement, this.#component.provides);
  }

  #served(): ServedService {
    const { component: name, version } = this.entry;
    const { provides: contracts } = this.#component;
    const invoke = (contract: Contract, operation: string, input: unknown, call: NatsCall) =>
      withinTrace(call, () => this.#method(contract, operation, call)(input, { signal: call.abortWatch.asSignal() }));
    return { id: this.#service, name, version, contracts, checksInput: true, invoke };
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
      service: this.#service,
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
