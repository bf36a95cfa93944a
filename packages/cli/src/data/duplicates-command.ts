import type { DuplicatesStep } from '@caruso/business-objects';
import { BusinessObjects } from '@caruso/business-objects/contract';
import type { Command } from 'commander';
import { columns } from '../columns.js';
import { DEFAULT_CONFIG, loadAssembly } from '../load-assembly.js';
import type { Terminal } from '../terminal.js';
import { readServices } from '../with-services.js';

interface Options {
  readonly config: string;
  readonly json: boolean;
}

type Group = Extract<DuplicatesStep, { readonly group: unknown }>['group'];

/** `caruso data duplicates`: groups of objects that the rules of the model take for the same. */
export function addDuplicates(data: Command, terminal: Terminal): void {
  data
    .command('duplicates <object>')
    .description('find objects that are taken for the same, by the <dedupe> rules of the model')
    .option('-c, --config <file>', 'the assembly whose objects they are', DEFAULT_CONFIG)
    .option('--json', 'print a JSON object for each group, one a line', false)
    .action(async (object: string, { config, json }: Options) => {
      let groups = 0;
      let members = 0;
      await readServices(await loadAssembly(config), [BusinessObjects.name], async (running) => {
        for await (const step of running.get(BusinessObjects).duplicates({ object })) {
          if (!('group' in step)) {
            terminal.status?.(progressOf(step));
            continue;
          }
          terminal.status?.('');
          groups++;
          members += step.group.members.length;
          terminal.out(json ? JSON.stringify(step.group) : `${linesOf(step.group)}\n`);
        }
      });
      terminal.status?.('');
      if (!json) terminal.out(summary(object, groups, members));
    });
}

function progressOf({ phase, objects, orders = 0 }: Exclude<DuplicatesStep, { readonly group: unknown }>): string {
  return phase === 'reading' ? `read ${objects}` : `read ${objects}, compared in ${orders} orders`;
}

function linesOf({ members }: Group): string {
  return columns(
    members.map(({ key, title, score, on, to }) => [score.toFixed(3), key, title, `like ${to} by ${on.join(' and ')}`]),
  );
}

function summary(object: string, groups: number, members: number): string {
  if (groups === 0) return `No ${object} is taken for the same as another.`;
  const found = `${members} ${object} in ${groups} ${groups === 1 ? 'group' : 'groups'} may be the same.`;
  return `${found} To see what a merge would do: caruso data merge ${object} KEEP LOSE… --dry-run`;
}
