import { type Clock, type Contract, type Stub, systemClock } from '@caruso/core';
import type { Directory } from '../../../src/model/directory.js';
import type { ComponentHost } from '../../../src/model/service-manager.js';
import { recordingLog } from './channel-pairs.js';
import { Names } from './worker-contracts.js';

/** The surroundings of a component: a log that remembers, the stub of names, and a directory with them. */
export function testHost(clock: Clock = systemClock) {
  const log = recordingLog();
  const called: string[] = [];
  const names: Stub<typeof Names> = {
    nameOf: async ({ id }, options) => {
      called.push(`nameOf ${id}`);
      if (id < 0) {
        await new Promise((_, reject) =>
          options?.signal?.addEventListener('abort', () => reject(options.signal?.reason)),
        );
      }
      return { name: `Anna ${id}` };
    },
    async *all() {
      try {
        for (let id = 0; ; id += 1) yield { name: `Anna ${id}` };
      } finally {
        called.push('all ended');
      }
    },
  };
  const directory: Directory = {
    contracts: () => [Names],
    entries: () => [],
    call: async (contract, operation, input) => {
      called.push(`${contract}.${operation} ${JSON.stringify(input)}`);
      return { name: 'by the directory' };
    },
  };
  const host: ComponentHost = {
    clock,
    log,
    directory,
    services: undefined as never,
    events: undefined as never,
    stub: (contract: Contract) => (contract.name === Names.name ? (names as unknown as Stub<Contract>) : undefined),
  };
  return { host, log, called };
}
