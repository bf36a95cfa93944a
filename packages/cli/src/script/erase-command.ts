import { Dialogs } from '@caruso/script-engine';
import type { Command } from 'commander';
import { CliErrors } from '../errors.js';
import { DEFAULT_CONFIG, loadAssembly } from '../load-assembly.js';
import { thisUser } from '../model/this-user.js';
import type { Terminal } from '../terminal.js';
import { withServices } from '../with-services.js';

interface Options {
  readonly config: string;
  readonly dialog?: string;
  readonly customer?: string;
  readonly private: boolean;
  readonly json: boolean;
}

/** `caruso script erase`: take the answers of a dialog, or of all dialogs of a customer, out of the journal. */
export function addErase(script: Command, terminal: Terminal): void {
  script
    .command('erase')
    .description('erase the answers of a dialog, or of all dialogs of a customer, for good; who did what stays')
    .option('-c, --config <file>', 'the assembly whose dialogs they are', DEFAULT_CONFIG)
    .option('--dialog <id>', 'of this dialog')
    .option('--customer <id>', 'of all dialogs that were led with this customer')
    .option('--private', 'only answers to private questions', false)
    .option('--json', 'print the ids as JSON', false)
    .action(async ({ config, dialog, customer, private: only, json }: Options) => {
      const of = dialog === undefined ? customer !== undefined && { customer } : customer === undefined && { dialog };
      if (!of) throw new CliErrors.EraseWhat({ given: dialog === undefined ? 'none' : 'both' });
      const request = { ...of, which: only ? ('private' as const) : ('all' as const), who: thisUser() };
      const { erased } = await withServices(await loadAssembly(config), [Dialogs.name], (running) =>
        running.get(Dialogs).erase(request),
      );
      const count = erased.length === 1 ? 'One dialog has' : `${erased.length || 'No'} dialogs have`;
      terminal.out(json ? JSON.stringify(erased) : [`${count} been erased.`, ...erased].join('\n'));
    });
}
