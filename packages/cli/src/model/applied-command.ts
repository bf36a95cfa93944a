import { type AppliedStep, appliedTo } from '@caruso/business-objects';
import { Storage } from '@caruso/storage-manager/contract';
import type { Command } from 'commander';
import { columns } from '../columns.js';
import { DEFAULT_CONFIG, loadAssembly } from '../load-assembly.js';
import type { Terminal } from '../terminal.js';
import { readServices } from '../with-services.js';

interface Options {
  readonly config: string;
  readonly json: boolean;
}

type Applied = AppliedStep & { readonly store: string };

/** `caruso model applied`: which models have been applied to the stores of an assembly, by whom, and what that did. */
export function addApplied(model: Command, terminal: Terminal): void {
  model
    .command('applied')
    .description('say what applying models has done to the managed stores, when, and who did it, the latest last')
    .option('-c, --config <file>', 'the assembly', DEFAULT_CONFIG)
    .option('--json', 'print the steps as JSON', false)
    .action(async ({ config, json }: Options) => {
      const steps = await readServices(await loadAssembly(config), [Storage.name], async (running) => {
        const storage = running.get(Storage);
        const found: Applied[] = [];
        for (const { name: store, schema } of await storage.stores({})) {
          if (schema !== 'managed') continue;
          const applied = await appliedTo(storage, store, await storage.catalogue({ store }));
          found.push(...applied.map((step) => ({ store, ...step })));
        }
        return found;
      });
      terminal.out(json ? JSON.stringify(steps) : tableOf(steps));
    });
}

function tableOf(steps: readonly Applied[]): string {
  if (steps.length === 0) return 'No model has been applied yet that changed a store.';
  const rows = steps.map(({ store, began, ended, by, model, version, step, message }) => [
    began.replace('T', ' ').slice(0, 19),
    by,
    `${model} ${version}`,
    store,
    ended === undefined ? `${step} (not ended)` : step,
    message,
  ]);
  return columns([['when (UTC)', 'who', 'model', 'store', 'step', 'what'], ...rows]);
}
