import { checkModel, checkModelFiles, loadModel } from '@caruso/business-objects';
import { Storage } from '@caruso/storage-manager/contract';
import type { Command } from 'commander';
import { loadAssembly } from '../load-assembly.js';
import { printFindings, type Terminal } from '../terminal.js';
import { withServices } from '../with-services.js';

interface CheckOptions {
  readonly config?: string;
  readonly json: boolean;
}

/** `caruso model`: work on the model of business objects. */
export function addModel(program: Command, terminal: Terminal, fail: () => void): void {
  const model = program.command('model').description('work on the model of business objects');
  model
    .command('check <path...>')
    .description('check model documents (files or folders), and with an assembly also against its databases')
    .option('-c, --config <file>', 'the assembly whose databases the model is compared with')
    .option('--json', 'print the findings as JSON', false)
    .action(async (paths: string[], { config, json }: CheckOptions) => {
      const found = [...checkModelFiles(paths)];
      if (config !== undefined && !found.some(({ severity }) => severity === 'error')) {
        const compare = (storage: Parameters<typeof checkModel>[1]) => checkModel(loadModel(paths), storage);
        found.push(
          ...(await withServices(await loadAssembly(config), [Storage.name], (running) =>
            compare(running.get(Storage)),
          )),
        );
      }
      if (printFindings(terminal, found, json)) fail();
    });
}
