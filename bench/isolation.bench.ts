import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { defineContract } from '@caruso/core';
import {
  type Component,
  createServiceManager,
  loadComponent,
  silentLog,
  workerComponent,
} from '@caruso/service-manager';
import { z } from 'zod';
import { type Comparison, compare } from './harness.js';

/**
 * Replacing a module that holds 100,000 objects by itself, fifty times: each version in a worker thread of its own, against the
 * module loaded anew into the same thread.
 */
export const name = 'isolation';

const SWAPS = 50;
const NOISE_MB = 0.1;

const Stock = defineContract('bench.stock', '1.0.0', {
  size: { input: z.object({}), output: z.object({ items: z.number() }) },
});

const MODULE = `
import { defineContract } from '@caruso/core';
import { defineComponent, provide } from '@caruso/service-manager';
import { z } from 'zod';

const stock = Array.from({ length: 100_000 }, (_, id) => ({ id, name: 'item ' + id }));

class StockService {
  size() {
    return { items: stock.length };
  }
}

const Stock = defineContract('bench.stock', '1.0.0', {
  size: { input: z.object({}), output: z.object({ items: z.number() }) },
});

export default (version) => defineComponent({ name: 'stock', version, provides: [provide(Stock, StockService)] });
`;

type Load = (version: string) => Promise<Component>;

/** What fifty swaps have cost. */
interface Cost {
  readonly grownMb: number;
  readonly msPerSwap: number;
}

export async function run(): Promise<readonly Comparison[]> {
  // Beside this file, so that the packages are found.
  const folder = new URL('./isolation-module/', import.meta.url);
  mkdirSync(folder, { recursive: true });
  const module = new URL('stock.mjs', folder);
  writeFileSync(module, MODULE);
  const ours = measured(async (version) =>
    workerComponent({ name: 'stock', version, module, provides: [Stock], options: version }),
  );
  const inline = measured((version) => loadComponent(module, { isolation: 'inline', options: version }));
  const peerName = 'loaded anew into the same thread';
  const terms = { better: 'lower', rounds: 2 } as const;
  try {
    const memory = await compare({
      ...terms,
      case: `memory grown by ${SWAPS} replacements of a module`,
      unit: 'MB',
      bar: 0.1,
      ours: ours.grownMb,
      peers: { [peerName]: inline.grownMb },
    });
    const time = await compare({
      ...terms,
      case: 'time of a replacement',
      unit: 'ms',
      bar: 1,
      ours: ours.msPerSwap,
      peers: { [peerName]: { measure: inline.msPerSwap, bar: null } },
    });
    return [...memory, ...time];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Both figures of the same swaps: those of the time are read, round by round, after those of the memory. */
function measured(load: Load) {
  const times: number[] = [];
  return {
    grownMb: async () => {
      const { grownMb, msPerSwap } = await swap(load);
      times.push(msPerSwap);
      return grownMb;
    },
    msPerSwap: () => times.shift() ?? Number.NaN,
  };
}

async function swap(load: Load): Promise<Cost> {
  const manager = createServiceManager({ company: 'bench', log: silentLog });
  await manager.register(await load('1.0.0'));
  const before = await memoryMb();
  const started = performance.now();
  for (let minor = 1; minor <= SWAPS; minor += 1) {
    await manager.replace('stock', await load(`1.${minor}.0`));
    const { items } = await manager.get(Stock).size({});
    if (items !== 100_000) throw new Error(`the stock has ${items} items`);
  }
  const msPerSwap = (performance.now() - started) / SWAPS;
  // A process also gives memory back to the system, at moments of its own.
  const grownMb = Math.max((await memoryMb()) - before, NOISE_MB);
  await manager.stop();
  return { grownMb, msPerSwap };
}

/** What the process takes, in megabytes, when the garbage has been collected. */
async function memoryMb(): Promise<number> {
  for (let i = 0; i < 3; i += 1) {
    globalThis.gc?.();
    await new Promise((resolve) => setImmediate(resolve));
  }
  return process.memoryUsage().rss / 1024 / 1024;
}
