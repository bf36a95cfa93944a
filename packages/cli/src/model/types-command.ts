import { loadModel, modelTypes } from '@caruso/business-objects';
import type { Command } from 'commander';
import type { Terminal } from '../terminal.js';
import { writeText } from '../write-text.js';

interface TypesOptions {
  readonly out?: string;
  readonly company?: string;
  readonly library?: string[];
  readonly json: boolean;
}

/** `caruso model types`: the objects of a model as TypeScript. */
export function addTypes(model: Command, terminal: Terminal): void {
  model
    .command('types <path...>')
    .description('write TypeScript interfaces of the objects, for typedObjects()')
    .option('-o, --out <file>', 'write them to a file')
    .option('--company <name>', 'whose mapping, where there are several')
    .option('--library <path...>', 'where models lie that this one extends (default: beside its folder)')
    .option('--json', 'print what was done, or the text, as JSON', false)
    .action((paths: string[], { out, company, library, json }: TypesOptions) => {
      const loaded = loadModel(paths, { company, library });
      const text = modelTypes(loaded);
      if (out === undefined) {
        terminal.out(json ? JSON.stringify({ types: text }) : text.trimEnd());
        return;
      }
      writeText(out, text);
      const { name, version, objects } = loaded;
      terminal.out(
        json
          ? JSON.stringify({ file: out, model: name, version, objects: [...objects.keys()] })
          : `${out}: ${objects.size} object types of ${name} ${version}`,
      );
    });
}
