import { loadModel, modelOf } from '@caruso/business-objects';
import { Storage } from '@caruso/storage-manager/contract';
import type { Command } from 'commander';
import { CliErrors } from '../errors.js';
import { loadAssembly } from '../load-assembly.js';
import type { Terminal } from '../terminal.js';
import { readServices, withServices } from '../with-services.js';
import { type ApplyCommandOptions, addApplyOptions } from './apply-options.js';
import { Applying } from './applying.js';

/** `caruso model apply`: brings managed stores, and if wanted the running assembly, to a model. */
export function addModelApply(model: Command, terminal: Terminal, fail: () => void): void {
  addApplyOptions(
    model
      .command('apply')
      .description('bring the tables of managed stores to a model; what loses something is left unless it is allowed'),
  )
    .addHelpText(
      'after',
      '\nIt may be interrupted: the same command goes on. The exit code is 1 when something is in the way or was not confirmed.',
    )
    .action(async (options: ApplyCommandOptions) => {
      const assembly = await loadAssembly(options.config);
      const [to, from] = modelsOf(options, assembly.components);
      const use = options.dryRun || options.sql ? readServices : withServices;
      await use(assembly, [Storage.name], async (running) => {
        const applying = new Applying(terminal, running.get(Storage), options, to, from);
        if (!(await applying.run())) fail();
      });
    });
}

function modelsOf({ to, from, company, library, config }: ApplyCommandOptions, components: readonly object[]) {
  const where = { company, library };
  const next = to === undefined ? modelOf(components) : loadModel(to, where);
  if (next === undefined) throw new CliErrors.NoModelInAssembly({ path: config });
  return [next, from === undefined ? undefined : loadModel(from, where)] as const;
}
