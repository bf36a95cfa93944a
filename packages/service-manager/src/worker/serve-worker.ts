import type { MessagePort } from 'node:worker_threads';
import { type Call, CarusoError, type Contract, type Service, systemClock } from '@caruso/core';
import type { Channel } from '../channel/channel.js';
import { channelStub } from '../channel/channel-stub.js';
import { checkedService } from '../channel/checked-service.js';
import { portChannel } from '../channel/port-channel.js';
import { serveChannel } from '../channel/serve-channel.js';
import { served } from '../channel/served.js';
import { contractDocument } from '../contract-gate/contract-document.js';
import { ServiceErrors } from '../errors.js';
import type { Component, ComponentHost, Implementations } from '../model/service-manager.js';
import { absentInWorker } from './absent-in-worker.js';
import { hostLog } from './host-log.js';
import { importComponent } from './import-component.js';
import { misfit, refuseIncomplete } from './module-fit.js';
import { moduleLabel } from './module-url.js';
import { type ComponentDescription, WorkerControl, type WorkerOrder } from './worker-contract.js';
import type { WorkerData, WorkerLabel } from './worker-data.js';
import { workerDirectory } from './worker-directory.js';

/** Serves in a worker thread what the thread that has started it asks for: the life of a component, and its services. */
export function serveWorker(port: MessagePort, data: WorkerData): void {
  const channel: Channel = portChannel(port, { peer: 'the main thread', log: hostLog(() => channel) });
  const control = new ControlService(channel, data);
  serveChannel(channel, (name) => {
    if (name === WorkerControl.name) return served(WorkerControl, control);
    const contract = control.component?.provides.find((provided) => provided.name === name);
    const service = control.services.get(name);
    return contract && service ? checkedService(contract, service) : undefined;
  });
}

/** The life of the one component of a worker. */
class ControlService implements Service<typeof WorkerControl> {
  component: Component | undefined;
  services: Implementations = new Map();
  #started: Service<Contract>[] = [];
  #label: WorkerLabel = { component: '', module: '' };

  constructor(
    private readonly channel: Channel,
    private readonly data: WorkerData,
  ) {}

  async describe({ module, options }: Pick<WorkerOrder, 'module' | 'options'>): Promise<ComponentDescription> {
    const { provides, requires, create: _, ...settings } = await importComponent(new URL(module), options);
    return {
      settings,
      provides: provides.map(contractDocument),
      requires: requires.map((need) => ({ ...need, contract: contractDocument(need.contract) })),
    };
  }

  async create(order: WorkerOrder): Promise<Record<string, never>> {
    const url = new URL(order.module);
    const label = { component: order.component, module: moduleLabel(url) };
    const component = await importComponent(url, order.options);
    const reason = misfit(component, order);
    if (reason) throw new ServiceErrors.ModuleDoesNotFit({ ...label, reason });
    try {
      this.services = await component.create(this.#host(order, label));
    } catch (thrown) {
      throw startProblem(thrown, label);
    }
    refuseIncomplete(component, this.services);
    this.component = component;
    this.#label = label;
    return {};
  }

  async startServices(_: object, { signal }: Call): Promise<Record<string, never>> {
    try {
      for (const service of this.#objects) {
        await service.start?.({ signal });
        this.#started.push(service);
      }
    } catch (thrown) {
      await this.stopServices().catch(() => undefined);
      throw startProblem(thrown, this.#label);
    }
    return {};
  }

  async checkServices() {
    try {
      for (const service of this.#objects) await service.check?.();
      return {};
    } catch (thrown) {
      return { reason: messageOf(thrown) };
    }
  }

  async stopServices(): Promise<Record<string, never>> {
    const problems: unknown[] = [];
    for (const service of this.#started.splice(0).reverse()) {
      try {
        await service.stop?.();
      } catch (thrown) {
        problems.push(thrown);
      }
    }
    if (problems.length > 0) throw problems[0];
    return {};
  }

  get #objects(): readonly Service<Contract>[] {
    return [...new Set(this.services.values())];
  }

  #host({ given }: WorkerOrder, label: WorkerLabel): ComponentHost {
    const { component: caller, lookUps } = this.data;
    return {
      clock: systemClock,
      log: this.channel.log,
      services: absentInWorker(label, 'the service manager'),
      events: absentInWorker(label, 'the events'),
      directory: workerDirectory(this.channel, lookUps, caller),
      stub: (contract) =>
        given.some(({ name }) => name === contract.name) ? channelStub(contract, this.channel, caller) : undefined,
    };
  }
}

function startProblem(thrown: unknown, label: WorkerLabel): CarusoError {
  if (CarusoError.is(thrown)) return thrown;
  return new ServiceErrors.WorkerStartFailed({ ...label, reason: messageOf(thrown) }, { cause: thrown });
}

function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
