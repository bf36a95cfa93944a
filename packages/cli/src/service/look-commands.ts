import type { Command } from 'commander';
import { columns } from '../columns.js';
import { StopSignal } from '../stop-signal.js';
import type { Terminal } from '../terminal.js';
import { addControlOptions, type Change, type ControlOptions, type Entry } from './control-options.js';
import { entryLines } from './entry-lines.js';
import { entryTable, stateOf } from './entry-table.js';
import { findEntries } from './find-entries.js';
import { explanationLines } from './outcome-lines.js';
import { withControl } from './reach-assembly.js';
import { type PropertyValue, readProperty } from './read-arguments.js';

interface FilterOptions extends ControlOptions {
  readonly contract?: string;
}

interface ExplainOptions extends ControlOptions {
  readonly range?: string;
  readonly property?: Readonly<Record<string, PropertyValue>>;
  readonly for?: string;
}

/** States in which a service does not do its work although it is meant to. */
const UNWELL: readonly Entry['state'][] = ['unhealthy', 'failed', 'waiting'];

/** The commands that only look. */
export function addLooking(service: Command, terminal: Terminal, fail: () => void): void {
  const print = (json: boolean, value: unknown, text: () => string) =>
    terminal.out(json ? JSON.stringify(value) : text());

  addControlOptions(service.command('list').description('list the services with their states and figures'))
    .option('--contract <name>', 'only those that provide it')
    .option('--wide', 'also where each runs, what it needs and who needs it', false)
    .action(async (options: FilterOptions & { readonly wide: boolean }) => {
      const entries = await withControl(options, (control) => control.list(filterOf(options)));
      print(options.json, entries, () => entryTable(entries, options.wide));
    });

  addControlOptions(service.command('show <service>').description('say all that is known of one service'))
    .addHelpText('after', '\nA service is named by its id, its name, or its name and version (billing@1.4.0).')
    .action(async (name: string, options: ControlOptions) => {
      const found = findEntries(await withControl(options, (control) => control.list({})), name);
      print(options.json, found, () => found.flatMap(entryLines).join('\n'));
    });

  addControlOptions(
    service.command('explain <contract>').description('say who is called for a contract, and why not others'),
  )
    .option('--range <range>', 'versions that will do, e.g. ^1.4')
    .option('--property <name=value>', 'a property the provider must have (more than once)', readProperty)
    .option('--for <company>', 'for whom the call is made: its pins apply')
    .action(async (contract: string, options: ExplainOptions) => {
      const explanation = await withControl(options, (control) => control.explain(queryOf(contract, options)));
      print(options.json, explanation, () => explanationLines(explanation).join('\n'));
      if (explanation.chosen === undefined) fail();
    });

  addControlOptions(service.command('watch').description('print each change of a service, until Ctrl+C'))
    .option('--contract <name>', 'only those that provide it')
    .action(async (options: FilterOptions) => {
      const stop = new StopSignal();
      try {
        await withControl(options, async (control) => {
          const changes = control.watch(filterOf(options), { signal: stop.signal });
          for await (const change of changes) print(options.json, change, () => changeLine(change));
        });
      } catch (thrown) {
        if (!stop.signal.aborted) throw thrown;
      } finally {
        stop.dispose();
      }
    });

  addControlOptions(service.command('health').description('ask every service whether it is well'))
    .addHelpText('after', '\nThe exit code is 1 when one is unhealthy, has failed, or waits for what it needs.')
    .action(async (options: ControlOptions) => {
      const entries = await withControl(options, (control) => control.health({}));
      print(options.json, entries, () =>
        columns([
          ['COMPONENT', 'VERSION', 'STATE'],
          ...entries.map((entry) => [entry.component, entry.version, stateOf(entry)]),
        ]),
      );
      if (entries.some(({ state }) => UNWELL.includes(state))) fail();
    });

  addControlOptions(
    service.command('releases').description('list the modules that lie ready to replace a service'),
  ).action(async (options: ControlOptions) => {
    const releases = await withControl(options, (control) => control.releases({}));
    const rows = releases.map(({ module, modifiedAt }) => [module, new Date(modifiedAt).toISOString()]);
    print(options.json, releases, () =>
      releases.length === 0 ? 'There are none.' : columns([['MODULE', 'CHANGED'], ...rows]),
    );
  });
}

function filterOf({ contract }: FilterOptions) {
  return contract === undefined ? {} : { contract };
}

function queryOf(contract: string, { range, property, for: company }: ExplainOptions) {
  return {
    contract,
    ...(range === undefined ? {} : { version: range }),
    ...(property === undefined ? {} : { properties: property }),
    ...(company === undefined ? {} : { company }),
  };
}

function changeLine({ kind, entry }: Change): string {
  const time = new Date().toISOString().slice(11, 19);
  const what = kind === 'removed' ? 'has gone' : stateOf(entry);
  return `${time}  ${kind.padEnd(7)}  ${entry.component} ${entry.version}  ${what}`;
}
