import { BusinessObjects, type OutboxPart } from '@caruso/business-objects';
import { type Command, Option } from 'commander';
import { columns } from '../columns.js';
import { DEFAULT_CONFIG, loadAssembly } from '../load-assembly.js';
import type { Terminal } from '../terminal.js';
import { readServices, withServices } from '../with-services.js';

interface OutboxOptions {
  readonly config: string;
  readonly state?: OutboxPart['state'];
  readonly retry?: true | string[];
  readonly json: boolean;
}

/** `caruso model outbox`: what changes write to other stores, and how it stands. */
export function addOutbox(model: Command, terminal: Terminal, fail: () => void): void {
  model
    .command('outbox')
    .description('list what changes write to other stores, and try again what failed')
    .option('-c, --config <file>', 'the assembly', DEFAULT_CONFIG)
    .addOption(new Option('--state <state>', 'only what is so').choices(['pending', 'done', 'failed']))
    .option('--retry [id...]', 'try again what failed: these parts, or all')
    .option('--json', 'print the list as JSON', false)
    .action(async ({ config, state, retry, json }: OutboxOptions) => {
      const use = retry === undefined ? readServices : withServices;
      const parts = await use(await loadAssembly(config), [BusinessObjects.name], async (running) => {
        const objects = running.get(BusinessObjects);
        if (retry !== undefined) await objects.retryOutbox(retry === true ? {} : { ids: retry });
        return objects.outbox(state === undefined ? {} : { state });
      });
      terminal.out(json ? JSON.stringify(parts) : listOf(parts));
      if (parts.some((part) => part.state === 'failed')) fail();
    });
}

function listOf(parts: readonly OutboxPart[]): string {
  if (parts.length === 0) return 'Nothing is in the outbox.';
  const rows = parts.map(({ id, store, state, attempts, createdAt, objects, reason = '' }) => {
    const what = objects.map(({ object, key, operation }) => `${operation} ${object} ${key}`).join(', ');
    return [id, state, store, String(attempts), createdAt, what, reason];
  });
  return columns([['part', 'state', 'store', 'attempts', 'since', 'what', 'reason'], ...rows], [3]);
}
