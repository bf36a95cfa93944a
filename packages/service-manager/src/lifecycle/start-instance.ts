import { CarusoError, type Clock, type Contract, type Service } from '@caruso/core';
import { ServiceErrors } from '../errors.js';
import type { Component, ComponentHost, Implementations } from '../model/service-manager.js';
import { Instance } from '../registry/instance.js';

const DEFAULT_START_MS = 60_000;

/**
 * Makes and starts the services of a component. When one fails, or the time is over, those that have started are stopped.
 *
 * @param signal gives the start up
 * @throws ServiceErrors.StartFailed, ServiceErrors.StartTimeout, ServiceErrors.IncompleteService
 */
export async function startInstance(
  component: Component,
  host: ComponentHost,
  signal: AbortSignal | undefined,
): Promise<Instance> {
  const { clock, log } = host;
  const timeoutMs = component.startMs ?? DEFAULT_START_MS;
  const giveUp = new AbortController();
  const abort = () => giveUp.abort(signal?.reason);
  if (signal?.aborted) abort();
  else signal?.addEventListener('abort', abort, { once: true });
  const starting = startAll(component, host, giveUp);
  try {
    return await within(clock, timeoutMs, starting, () => {
      const late = new ServiceErrors.StartTimeout({ component: component.name, timeoutMs });
      giveUp.abort(late);
      // What starts all the same after that is stopped again.
      starting.then(
        (instance) => stopObjects(instance.objects).catch(() => undefined),
        (thrown) => log.warn(`"${component.name}" failed after its start was given up`, { reason: String(thrown) }),
      );
      return late;
    });
  } finally {
    signal?.removeEventListener('abort', abort);
  }
}

/** Stops service objects in reverse order of their start; all of them, also when one fails. */
export async function stopObjects(objects: readonly Service<Contract>[]): Promise<void> {
  const problems: unknown[] = [];
  for (const object of [...objects].reverse()) {
    try {
      await object.stop?.();
    } catch (thrown) {
      problems.push(thrown);
    }
  }
  if (problems.length > 0) throw problems[0];
}

/** The outcome of `running`, or what `late` returns as an error when it takes longer than `ms`. */
export function within<Value>(clock: Clock, ms: number, running: Promise<Value>, late: () => Error): Promise<Value> {
  return new Promise<Value>((resolve, reject) => {
    const timer = clock.at(clock.now() + ms, () => reject(late()));
    running.then(
      (value) => {
        timer.cancel();
        resolve(value);
      },
      (thrown: unknown) => {
        timer.cancel();
        reject(thrown);
      },
    );
  });
}

async function startAll(component: Component, host: ComponentHost, giveUp: AbortController): Promise<Instance> {
  const started: Service<Contract>[] = [];
  try {
    const services = await component.create(host);
    refuseIncomplete(component, services);
    const instance = new Instance(services, host.clock.now());
    for (const object of instance.objects) {
      started.push(object);
      await object.start?.({ signal: giveUp.signal });
    }
    return instance;
  } catch (thrown) {
    await stopObjects(started.slice(0, -1)).catch(() => undefined);
    throw startProblem(component, thrown);
  }
}

function startProblem({ name }: Component, thrown: unknown): CarusoError {
  if (CarusoError.is(thrown) && thrown.kind === 'internal') return thrown;
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  return new ServiceErrors.StartFailed({ component: name, reason }, { cause: thrown });
}

function refuseIncomplete(component: Component, services: Implementations): void {
  for (const contract of component.provides) {
    const methods = services.get(contract.name) as unknown as Record<string, unknown> | undefined;
    const missing = Object.keys(contract.operations).filter((name) => typeof methods?.[name] !== 'function');
    if (!methods || missing.length > 0) {
      throw new ServiceErrors.IncompleteService({
        contract: contract.name,
        component: component.name,
        missing,
      });
    }
  }
}
