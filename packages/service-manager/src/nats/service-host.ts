import type { Contract, Operation } from '@caruso/core';
import type { Subscription } from '@nats-io/transport-node';
import type { Place } from '../channel/error-document.js';
import { EndpointStatistics } from './endpoint-statistics.js';
import type { ServedService } from './served-service.js';
import { dottedToken, type EndpointAddress } from './subjects.js';

/** One operation of one service, as requests reach it: an endpoint of ADR-32. */
export class ServedOperation {
  readonly place: Place;
  readonly statistics = new EndpointStatistics();

  constructor(
    readonly host: ServiceHost,
    readonly contract: Contract,
    readonly name: string,
    readonly operation: Operation,
  ) {
    this.place = { contract: contract.name, operation: name };
  }
}

/** What a process keeps of a service it offers: its endpoints once somebody uses them, its calls, and its subscriptions. */
export class ServiceHost {
  /** Milliseconds since 1970. */
  started = Date.now();
  /** To what tools ask about it. */
  subscriptions: readonly Subscription[] = [];
  /** To its endpoints. */
  endpoints: readonly Subscription[] = [];
  /** It takes no more calls from our own callers, who know where else to go. */
  leaving = false;
  #running = 0;
  #idle: (() => void)[] | undefined;
  /** By contract and name. Made when they are first used: most processes offer many more operations than anybody calls. */
  #operations: Map<string, ServedOperation> | undefined;
  /** The same by the subjects on which they were called. */
  #bySubject: Map<string, ServedOperation> | undefined;

  #service: ServedService;

  constructor(service: ServedService) {
    this.#service = service;
  }

  get service(): ServedService {
    return this.#service;
  }

  /** Another version of the service takes its place; its figures begin anew. */
  revise(service: ServedService): void {
    this.#service = service;
    this.started = Date.now();
    this.#operations = undefined;
    this.#bySubject = undefined;
  }

  /** The contract that has this token in a subject. */
  contract(token: string): Contract | undefined {
    return this.service.contracts.find(({ name }) => dottedToken(name) === token);
  }

  /** One of its operations, by what stands in a subject. */
  operation(contractToken: string, name: string): ServedOperation | undefined {
    const key = `${contractToken}.${name}`;
    const known = this.#operations?.get(key);
    if (known) return known;
    const contract = this.contract(contractToken);
    const operation = contract && Object.hasOwn(contract.operations, name) ? contract.operations[name] : undefined;
    if (!contract || !operation) return undefined;
    const served = new ServedOperation(this, contract, name, operation);
    this.#operations ??= new Map();
    this.#operations.set(key, served);
    return served;
  }

  /** The operation that is called on a subject. */
  operationAt(subject: string, read: (subject: string) => EndpointAddress): ServedOperation | undefined {
    const known = this.#bySubject?.get(subject);
    if (known) return known;
    const { contractToken, operation } = read(subject);
    const served = this.operation(contractToken, operation);
    if (!served) return undefined;
    this.#bySubject ??= new Map();
    this.#bySubject.set(subject, served);
    return served;
  }

  /** All its operations. */
  operations(): readonly ServedOperation[] {
    return this.service.contracts.flatMap((contract) =>
      Object.keys(contract.operations).flatMap((name) => this.operation(dottedToken(contract.name), name) ?? []),
    );
  }

  /** Requests that have not ended. */
  get running(): number {
    return this.#running;
  }

  enter(): void {
    this.#running += 1;
  }

  leave(): void {
    this.#running -= 1;
    if (this.#running > 0) return;
    const idle = this.#idle;
    this.#idle = undefined;
    for (const resolve of idle ?? []) resolve();
  }

  /** Resolves when no request is served. */
  whenIdle(): Promise<void> {
    if (this.#running === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.#idle ??= [];
      this.#idle.push(resolve);
    });
  }
}
