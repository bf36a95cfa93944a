import { checkModel, checkModelFiles, loadModel } from '@caruso/business-objects';
import { Storage } from '@caruso/storage-manager/contract';
import type { Command } from 'commander';
import { loadAssembly } from '../load-assembly.js';
import { printFindings, type Terminal } from '../terminal.js';
import { withServices } from '../with-services.js';

interface CheckOptions {
  readonly company?: string;
  readonly library?: string[];
  readonly config?: string;
  readonly json: boolean;
}

/** `caruso model`: work on the model of business objects. */
export function addModel(program: Command, terminal: Terminal, fail: () => void): void {
  const model = program.command('model').description('work on the model of business objects');
  model
    .command('check <path...>')
    .description('check model documents (files or folders), and with an assembly also against its databases')
    .option('--company <name>', 'whose mapping, where there are several')
    .option('--library <path...>', 'where models lie that this one extends (default: beside its folder)')
    .option('-c, --config <file>', 'the assembly whose databases the model is compared with')
    .option('--json', 'print the findings as JSON', false)
    .action(async (paths: string[], { company, library, config, json }: CheckOptions) => {
      const options = { company, library };
      const found = [...checkModelFiles(paths, options)];
      if (config !== undefined && !found.some(({ severity }) => severity === 'error')) {
        const compare = (storage: Parameters<typeof checkModel>[1]) => checkModel(loadModel(paths, options), storage);
        found.push(
          ...(await withServices(await loadAssembly(config), [Storage.name], (running) =>
            compare(running.get(Storage)),
          )),
        );
      }
      if (printFindings(terminal, found, json)) fail();
    });
}
