import { type CallOptions, type Contract, newId, type Stub } from '@caruso/core';
import type { Properties } from '../../model/properties.js';
import type { Component } from '../../model/service-manager.js';
import type { ServiceRecord } from '../../registry/service-record.js';
import type { NatsCall, ServedService } from '../served-service.js';
import { withinTrace } from '../trace-context.js';
import { contractText } from './contract-library.js';
import type { ExportTerms } from './export-terms.js';
import type { Statement } from './statement.js';

type Method = (input: unknown, options: CallOptions) => unknown;

/** Stubs kept for so many callers; a caller more begins anew. */
const CALLERS = 200;

const DEFAULT_DRAIN_MS = 31_000;
const NO_PROPERTIES: Statement['properties'] = {};

/** One service of this process, as others can call it. */
export class ExportedService {
  /** By contract and caller; made with the first call. */
  #stubs: Map<string, Stub<Contract>> | undefined;
  /** Its id in NATS: short, because it travels with each call. */
  readonly #service = newId().replaceAll('-', '').slice(0, 10);
  /** What others can call: what the record had when that was last settled. */
  #offered: Component | undefined;
  #turn: Promise<void>;
  #gone = false;

  constructor(
    private readonly terms: ExportTerms,
    private readonly record: ServiceRecord,
  ) {
    this.#turn = this.#apply();
    this.#turn.catch(() => {});
  }

  /** Follows what has changed about it. From the return of this function on, no call is taken that may not be. */
  update(): void {
    if (!this.record.available) this.terms.services.pause(this.#service);
    this.#then(() => this.#apply());
  }

  /** Resolves when others know what there was to know until now; rejects when it cannot be offered. */
  settled(): Promise<void> {
    return this.#turn;
  }

  /** Takes it back; resolves when its last call has been answered. */
  remove(): Promise<void> {
    this.#gone = true;
    this.terms.services.pause(this.#service);
    this.terms.announcer.withdraw(this.record.id);
    this.#then(() => this.terms.services.remove(this.#service));
    return this.#turn;
  }

  #then(action: () => Promise<void>): void {
    this.#turn = this.#turn.then(action, action);
    this.#turn.catch(() => {});
  }

  /** For others it is there, although it starts only with its first call. */
  get #startsWhenCalled(): boolean {
    const { state, available } = this.record;
    return available && (state === 'declared' || state === 'starting');
  }

  async #apply(): Promise<void> {
    const { services, announcer, log } = this.terms;
    const { name, component, available } = this.record;
    try {
      if (available && this.#offered !== component) {
        if (this.#offered === undefined) await services.add(this.#served());
        else await services.revise(this.#served());
        this.#offered = component;
      }
    } catch (problem) {
      log.error(`"${name}" cannot be offered to other processes`, problem);
      throw problem;
    }
    if (this.#offered === undefined || this.#gone) return;
    if (this.record.available) services.resume(this.#service);
    announcer.announce(this.#statement(), this.record.component.provides);
  }

  #served(): ServedService {
    const { name, version, component } = this.record;
    const { provides: contracts } = component;
    const invoke = (contract: Contract, operation: string, input: unknown, call: NatsCall) =>
      withinTrace(call, () =>
        this.#method(contract, operation, call)(input, { signal: call.abortWatch.asSignal(), actor: call.actor }),
      );
    return { id: this.#service, name, version, contracts, checksInput: true, invoke };
  }

  /** The stub checks the input, and counts the call. */
  #method(contract: Contract, operation: string, { caller }: NatsCall): Method {
    const key = `${contract.name} ${contract.version} ${caller}`;
    let stub = this.#stubs?.get(key);
    if (!stub) {
      if (!this.#stubs || this.#stubs.size >= CALLERS) this.#stubs = new Map();
      stub = this.terms.manager.get(contract, { id: this.record.id, caller, availabilityMs: 0 });
      this.#stubs.set(key, stub);
    }
    return stub[operation] as unknown as Method;
  }

  #statement(): Statement {
    const { id, name, version, ranking, properties, state, reason, component } = this.record;
    const { provides, drain } = component;
    const drainMs = drain ? (drain.deadlineMs ?? 30_000) + (drain.graceMs ?? 1_000) : DEFAULT_DRAIN_MS;
    return {
      id,
      service: this.#service,
      component: name,
      version,
      contracts: provides.map((contract) => ({
        name: contract.name,
        version: contract.version,
        digest: contractText(contract).digest,
      })),
      ranking,
      properties: definedOf(properties),
      state: this.#startsWhenCalled ? 'active' : state,
      drainMs,
      ...(reason === undefined ? {} : { reason: reason.slice(0, 2_000) }),
    };
  }
}

/** Without those that are undefined, which a message cannot carry. */
function definedOf(properties: Properties): Statement['properties'] {
  const all = Object.entries(properties);
  const defined = all.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  return defined.length === 0 ? NO_PROPERTIES : Object.fromEntries(defined);
}
