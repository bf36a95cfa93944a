import { didYouMean } from '@caruso/language';
import { openStore } from '@caruso/storage-manager';
import { type CatalogueTable, Storage } from '@caruso/storage-manager/contract';
import type { Command } from 'commander';
import { CliErrors } from '../errors.js';
import { DEFAULT_CONFIG, loadAssembly } from '../load-assembly.js';
import type { Terminal } from '../terminal.js';
import { readServices } from '../with-services.js';
import { describeTable } from './describe-table.js';
import { listTables } from './list-tables.js';
import { withoutUser } from './without-user.js';

interface ShowOptions {
  readonly config: string;
  readonly url?: string;
  readonly json: boolean;
}

/** `caruso store show`: what a database says of its tables. */
export function addShow(store: Command, terminal: Terminal): void {
  store
    .command('show [names...]')
    .usage('[options] STORE [TABLE]\n       caruso store show [options] --url ADDRESS [TABLE]')
    .description('show the tables of a store, or all that is known of one of them')
    .option('-c, --config <file>', 'the assembly that has the store', DEFAULT_CONFIG)
    .option('--url <address>', 'a database instead of a store: sqlite:PATH, postgres://… or mariadb://…')
    .option('--json', 'print JSON', false)
    .action(async (names: string[], options: ShowOptions, command: Command) => {
      const [name, table, ...rest] = options.url === undefined ? names : [options.url, ...names];
      if (name === undefined) command.error('error: name a store of the assembly, or a database with --url');
      if (rest.length > 0)
        command.error(`error: too much is named: ${rest.join(', ')}; one store and one table will do`);
      const { store: shown, tables } = await catalogueOf(name, options);
      const found = table === undefined ? undefined : findTable(shown, tables, table);
      if (options.json) terminal.out(JSON.stringify(found ?? tables));
      else terminal.out(found ? describeTable(found) : listTables(tables));
    });
}

interface Catalogue {
  /** What errors call it: an address may hold a password. */
  readonly store: string;
  readonly tables: readonly CatalogueTable[];
}

async function catalogueOf(name: string, { config, url }: ShowOptions): Promise<Catalogue> {
  if (url === undefined) {
    const read = readServices(await loadAssembly(config), [Storage.name], (running) =>
      running.get(Storage).catalogue({ store: name }),
    );
    return { store: name, tables: await read };
  }
  const opened = await openStore(withoutUser(url), url);
  try {
    return { store: opened.name, tables: await opened.catalogue() };
  } finally {
    await opened.close();
  }
}

function findTable(store: string, tables: readonly CatalogueTable[], wanted: string): CatalogueTable {
  const found = tables.find(({ name }) => name === wanted);
  if (found) return found;
  const names = tables.map(({ name }) => name);
  throw new CliErrors.UnknownTable({ store, table: wanted, hint: didYouMean(wanted, names) });
}
