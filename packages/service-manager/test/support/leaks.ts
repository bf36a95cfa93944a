import { setImmediate as turn } from 'node:timers/promises';
import { type Clock, systemClock } from '@caruso/core';
import { expect } from 'vitest';
import type { LocalServiceManager, ManagerOptions } from '../../src/manager/local-service-manager.js';
import { manager } from './demo.js';

/** The clock of this machine, which counts the timers that wait. */
class CountingClock implements Clock {
  pending = 0;

  now(): number {
    return systemClock.now();
  }
  at(time: number, action: () => void) {
    let waits = true;
    const end = () => {
      if (waits) this.pending -= 1;
      waits = false;
    };
    this.pending += 1;
    const timer = systemClock.at(time, () => {
      end();
      action();
    });
    return {
      cancel: () => {
        end();
        timer.cancel();
      },
    };
  }
}

/** Sockets, threads and the like that this process holds open. Timers are counted by the clock instead. */
function openHandles(): number {
  return process.getActiveResourcesInfo().filter((kind) => /Wrap|Worker|Server/.test(kind)).length;
}

/** Does something with a manager, stops it, and fails when a lease, a call that waits, a timer or a handle is left behind. */
export async function withoutLeaks(
  options: Partial<ManagerOptions>,
  work: (services: LocalServiceManager) => Promise<void>,
): Promise<void> {
  const clock = new CountingClock();
  const services = manager({ ...options, clock });
  const handles = openHandles();
  await work(services);
  const entries = services.list();
  const leases = entries.filter((entry) => entry.leases > 0).map((entry) => `${entry.component}: ${entry.leases}`);
  const contracts = new Set(entries.flatMap((entry) => entry.contracts.map(({ name }) => name)));
  const parked = [...contracts].filter((name) => services.explain(name).parked > 0);
  await services.stop();
  await turn();
  const left = { leases, parked, timers: clock.pending, handles: Math.max(0, openHandles() - handles) };
  expect(left).toEqual({ leases: [], parked: [], timers: 0, handles: 0 });
}
