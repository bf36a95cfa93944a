import { Dialogs, type MigrationOutcome } from '@caruso/script-engine';
import { type Command, Option } from 'commander';
import { columns } from '../columns.js';
import { DEFAULT_CONFIG, loadAssembly } from '../load-assembly.js';
import { thisUser } from '../model/this-user.js';
import { readText } from '../read-text.js';
import type { Terminal } from '../terminal.js';
import { readServices, withServices } from '../with-services.js';

interface Options {
  readonly config: string;
  readonly file?: string;
  readonly dryRun: boolean;
  readonly json: boolean;
}

/** `caruso script migrate`: where open dialogs would stand on another version of their script, and moving them there. */
export function addMigrate(script: Command, terminal: Terminal, fail: () => void): void {
  script
    .command('migrate <script>')
    .description('move the open dialogs of a script to its latest version; those that cannot go there stay')
    .option('-c, --config <file>', 'the assembly whose dialogs they are', DEFAULT_CONFIG)
    .option('--dry-run', 'only tell where each would stand; fails when one cannot be moved', false)
    .addOption(new Option('--file <file>', 'with --dry-run: a text that is not yet the latest version'))
    .option('--json', 'print what comes of it as JSON', false)
    .action(async (id: string, { config, file, dryRun, json }: Options, command: Command) => {
      if (file !== undefined && !dryRun) command.error('error: --file is only looked at with --dry-run');
      const assembly = await loadAssembly(config);
      const asked = { script: id, ...(file === undefined ? {} : { text: readText(file) }) };
      const outcomes = dryRun
        ? await readServices(assembly, [Dialogs.name], (running) => running.get(Dialogs).migrations(asked))
        : await withServices(assembly, [Dialogs.name], async (running) => {
            const dialogs = running.get(Dialogs);
            const moved: MigrationOutcome[] = [];
            for (const { dialog } of await dialogs.migrations(asked))
              moved.push(await dialogs.migrate({ dialog, who: thisUser() }));
            return moved;
          });
      terminal.out(json ? JSON.stringify(outcomes) : tableOf(outcomes, id));
      if (outcomes.some(({ result }) => result === 'impossible')) fail();
    });
}

function tableOf(outcomes: readonly MigrationOutcome[], script: string): string {
  if (outcomes.length === 0) return `All open dialogs of "${script}" are on its latest version.`;
  const rows = outcomes.map(({ dialog, from, to, result, node, reason }) => [
    dialog,
    from,
    to,
    result,
    node ?? reason ?? '',
  ]);
  return columns([['dialog', 'from', 'to', 'result', 'step or reason'], ...rows]);
}
