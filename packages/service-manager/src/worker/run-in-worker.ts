import type { Contract, Service } from '@caruso/core';
import { channelProxy } from '../channel/channel-proxy.js';
import { serveChannel } from '../channel/serve-channel.js';
import { type Served, served } from '../channel/served.js';
import { optionsOf, stubService } from '../channel/stub-service.js';
import type { Component, ComponentHost, Implementations } from '../model/service-manager.js';
import { writeLine } from './host-log.js';
import { moduleLabel, moduleUrl } from './module-url.js';
import { WorkerHost } from './worker-contract.js';
import { answerLookUps } from './worker-directory.js';
import { WorkerLife } from './worker-life.js';
import { type ThreadTerms, WorkerThread } from './worker-thread.js';

/** Which module runs in a worker, and how. */
export interface WorkerTerms extends ThreadTerms {
  /** A `file:` URL, e.g. from `import.meta.resolve`, or the path of a file. JavaScript, unless the process has a loader. */
  readonly module: URL | string;
  /** What the module's function is called with; plain data. */
  readonly options?: unknown;
}

/** What of a component is known outside its worker. */
type Outside = Omit<Component, 'create'>;

/** Starts a worker for a component, and returns the services through which it is reached. The first one has its life. */
export async function runInWorker(
  component: Outside,
  terms: WorkerTerms,
  host: ComponentHost,
): Promise<Implementations> {
  const url = moduleUrl(terms.module);
  const label = { component: component.name, module: moduleLabel(url) };
  const thread = new WorkerThread(label, terms, host.log);
  const stubs = stubsFor(component, host);
  const own = hostService(host);
  serveChannel(thread.channel, (name) => (name === WorkerHost.name ? own : stubs.get(name)));
  answerLookUps(thread.lookUps, host.directory);
  const life = new WorkerLife(thread, label, host.clock);
  await life.create(
    {
      module: url.href,
      options: terms.options,
      component: component.name,
      provides: component.provides.map(versionOf),
      given: [...stubs.values()].map(({ contract }) => versionOf(contract)),
    },
    component.startMs,
  );
  const lifecycle = { start: life.start, check: life.check, stop: life.stop };
  return new Map(
    component.provides.map((contract, index): [string, Service<Contract>] => {
      const proxy = channelProxy(contract, thread.channel);
      return [contract.name, index === 0 ? Object.assign(proxy, lifecycle) : proxy];
    }),
  );
}

function stubsFor({ requires }: Outside, host: ComponentHost): ReadonlyMap<string, Served> {
  return new Map(
    requires.flatMap(({ contract }): [string, Served][] => {
      const stub = host.stub(contract);
      return stub ? [[contract.name, stubService(contract, stub)]] : [];
    }),
  );
}

function hostService({ log, directory }: ComponentHost): Served {
  const service: Service<typeof WorkerHost> = {
    log: (line) => {
      writeLine(log, line);
      return {};
    },
    call: ({ contract, operation, input }, call) => directory.call(contract, operation, input, optionsOf(call)),
  };
  return served(WorkerHost, service);
}

function versionOf({ name, version }: Contract) {
  return { name, version };
}
