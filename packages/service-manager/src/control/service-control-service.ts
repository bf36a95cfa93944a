import { CarusoError, type Clock, type InputOf, type Service } from '@caruso/core';
import type { z } from 'zod';
import { CLOCK, inject, LOG, SERVICES } from '../assembly/inject.js';
import { checkedService } from '../channel/checked-service.js';
import type { Served } from '../channel/served.js';
import { stubService } from '../channel/stub-service.js';
import { type Entry, ServiceControl } from '../contract.js';
import { ServiceErrors } from '../errors.js';
import type { Log } from '../log.js';
import type { Component, ServiceManager } from '../model/service-manager.js';
import type { ServiceChange } from '../model/watch.js';
import { loadComponent } from '../worker/load-component.js';
import { changesOf } from './changes-of.js';
import { CONTROL_SETTINGS, type ControlSettings } from './control-settings.js';
import { Releases } from './releases.js';
import { SocketTurn } from './socket-turn.js';

type Input<Name extends keyof typeof ServiceControl.operations> = InputOf<(typeof ServiceControl.operations)[Name]>;

/** Carries out what operators ask of the service manager. */
export class ServiceControlService implements Service<typeof ServiceControl> {
  readonly #releases: Releases;
  #socket: SocketTurn | undefined;

  constructor(
    @inject(SERVICES) private readonly services: ServiceManager,
    @inject(CONTROL_SETTINGS) private readonly settings: ControlSettings,
    @inject(CLOCK) private readonly clock: Clock,
    @inject(LOG) private readonly log: Log,
  ) {
    this.#releases = new Releases(settings.releases);
  }

  /** A socket that cannot be opened is no reason not to start: the services do their work without it. */
  async start() {
    const { socket } = this.settings;
    if (socket === undefined) return;
    // Straight to this object: whoever uses the socket means this process, whatever else provides the contract.
    const own = checkedService(ServiceControl, this);
    this.#socket = new SocketTurn(
      socket,
      (contract, caller) => (contract === ServiceControl.name ? own : this.#serve(contract, caller)),
      this.clock,
      this.log,
    );
    try {
      await this.#socket.start();
    } catch (thrown) {
      if (!CarusoError.is(thrown)) throw thrown;
      this.log.warn(`The command line cannot reach this assembly. ${thrown.message}`);
    }
  }

  async stop() {
    await this.#socket?.stop();
  }

  list(filter: Input<'list'>) {
    return this.services.list(filter).map(plain);
  }

  async *watch(filter: Input<'watch'>, { signal }: { readonly signal: AbortSignal }) {
    for await (const { kind, entry } of changesOf(this.services, filter, signal)) yield { kind, entry: plain(entry) };
  }

  explain({ contract, ...query }: Input<'explain'>) {
    const { candidates, ...rest } = this.services.explain(contract, query);
    return { ...rest, candidates: [...candidates] };
  }

  async health() {
    return (await this.services.check()).map(plain);
  }

  releases() {
    return this.#releases.list();
  }

  async replace({ service, module, isolation, probation }: Input<'replace'>) {
    this.#refuseSelf(service, 'replace');
    const next = await loadComponent(await this.#releases.pathOf(module), { isolation });
    this.#refuseOther(service, module, next);
    return this.services.replace(service, next, probation ? { probation } : {});
  }

  drain({ service }: Input<'drain'>) {
    this.#refuseSelf(service, 'drain');
    return this.services.drain(service);
  }

  async maintain({ service, reason }: Input<'maintain'>) {
    this.#refuseSelf(service, 'maintain');
    await this.services.maintain(service, reason);
    return {};
  }

  async resume({ service }: Input<'resume'>) {
    await this.services.resume(service);
    return {};
  }

  pin({ company, contract, range }: Input<'pin'>) {
    this.services.pin(company, contract, range ?? undefined);
    return {};
  }

  /** Any contract of the assembly, for commands that operate what they know: who may open the socket may stop the process. */
  #serve(name: string, caller: string): Served | undefined {
    const contract = this.services
      .directory(caller)
      .contracts()
      .find((known) => known.name === name);
    return contract && stubService(contract, this.services.get(contract, { caller }));
  }

  /** A release of something else is a slip of who typed it: it would take the place, and nobody would find it by its name. */
  #refuseOther(service: string, module: string, { name: release }: Component): void {
    const present = this.services.list().find((entry) => namesOf(entry).includes(service));
    if (!present || present.component === release) return;
    throw new ServiceErrors.ReleaseOfAnother({ module, release, service: present.component });
  }

  /** A control that takes no calls could not be told to take them again. */
  #refuseSelf(service: string, action: 'replace' | 'drain' | 'maintain'): void {
    const own = this.services.list({ contract: ServiceControl.name });
    if (own.some((entry) => namesOf(entry).includes(service)))
      throw new ServiceErrors.ControlOfItself({ component: service, action });
  }
}

/** What an operator may call a service. */
function namesOf({ id, component, version }: ServiceChange['entry']): readonly string[] {
  return [id, component, `${component}@${version}`];
}

/** An entry as its contract has it: lists that can be changed, and no properties that are not set. */
function plain({ contracts, needs, dependants, properties, ...rest }: ServiceChange['entry']): z.output<typeof Entry> {
  const set = Object.entries(properties).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return {
    ...rest,
    contracts: [...contracts],
    needs: needs.map((need) => ({ ...need, from: [...need.from] })),
    dependants: [...dependants],
    properties: Object.fromEntries(set),
  };
}
