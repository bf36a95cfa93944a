import { CarusoError, type OutputOf, type Stub } from '@caruso/core';
import { Storage } from '@caruso/storage-manager/contract';
import type { Command } from 'commander';
import { columns } from '../columns.js';
import { DEFAULT_CONFIG, loadAssembly } from '../load-assembly.js';
import { count, type Terminal } from '../terminal.js';
import { readServices } from '../with-services.js';

interface ListOptions {
  readonly config: string;
  readonly json: boolean;
}

/** `caruso store list`: the stores of an assembly, and whether they answer. */
export function addList(store: Command, terminal: Terminal, fail: () => void): void {
  store
    .command('list')
    .description('list the stores of an assembly, with how much is in them or why they do not answer')
    .option('-c, --config <file>', 'the assembly', DEFAULT_CONFIG)
    .option('--json', 'print JSON', false)
    .action(async ({ config, json }: ListOptions) => {
      const stores = await readServices(await loadAssembly(config), [Storage.name], async (running) => {
        const storage = running.get(Storage);
        return Promise.all((await storage.stores({})).map((each) => measured(storage, each)));
      });
      terminal.out(
        json ? JSON.stringify(stores) : columns([['store', 'engine', 'schema', 'holds'], ...stores.map(line)]),
      );
      if (stores.some(({ error }) => error !== undefined)) fail();
    });
}

type Listed = OutputOf<(typeof Storage)['operations']['stores']>[number];

type Measured = Listed & {
  readonly tables?: number;
  readonly views?: number;
  /** Why it does not answer. */
  readonly error?: CarusoError;
};

async function measured(storage: Stub<typeof Storage>, store: Listed): Promise<Measured> {
  try {
    const all = await storage.catalogue({ store: store.name });
    const tables = all.filter(({ kind }) => kind === 'table').length;
    return { ...store, tables, views: all.length - tables };
  } catch (thrown) {
    if (!CarusoError.is(thrown)) throw thrown;
    return { ...store, error: thrown };
  }
}

function line({ name, engine, schema, tables = 0, views = 0, error }: Measured): readonly string[] {
  const holds = error ? `${error.code}: ${error.message}` : `${count(tables, 'table')}, ${count(views, 'view')}`;
  return [name, engine, schema, holds];
}
