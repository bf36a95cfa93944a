import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Abbreviations,
  type DraftModel,
  type IntrospectOptions,
  introspect,
  writeDraft,
  writeTogether,
} from '@caruso/business-objects';
import { openStore } from '@caruso/storage-manager';
import { Storage } from '@caruso/storage-manager/contract';
import type { Command } from 'commander';
import { CliErrors } from '../errors.js';
import { DEFAULT_CONFIG, loadAssembly } from '../load-assembly.js';
import { count, type Terminal } from '../terminal.js';
import { readServices } from '../with-services.js';

interface Options {
  readonly config: string;
  readonly url?: string;
  readonly out?: string;
  readonly company?: string;
  readonly model?: string;
  readonly tables?: string[];
  readonly words?: string;
  readonly force: boolean;
  readonly json: boolean;
}

/** `caruso model introspect`: a first model of a database as it is. */
export function addIntrospect(model: Command, terminal: Terminal): void {
  model
    .command('introspect <store>')
    .description('draft objects, mapping and presentation from the tables of a store and some of their rows')
    .option('-c, --config <file>', 'the assembly that has the store', DEFAULT_CONFIG)
    .option('--url <address>', 'a database instead: sqlite:PATH, postgres://… or mariadb://…')
    .option(
      '-o, --out <folder>',
      'write objects.xml, mapping.xml and presentation.xml there (default: print one document)',
    )
    .option('--company <name>', 'whose tables they are (default: the company of the assembly)')
    .option('--model <name>', 'what the model is called (default: the name of the store)')
    .option('--tables <name...>', 'only these tables and views; an asterisk stands for any text')
    .option('--words <file>', 'JSON with what short words in names stand for: { "kd": "customer" }')
    .option('--force', 'write over documents that are there', false)
    .option('--json', 'print what was drafted, or the documents, as JSON', false)
    .action(async (store: string, options: Options) => {
      const { out, force, json } = options;
      if (out !== undefined && !force) refuseToOverwrite(out);
      const abbreviations = options.words === undefined ? {} : readWords(options.words);
      const draft = await drafted(store, options, abbreviations);
      const documents = writeDraft(draft);
      if (out === undefined) {
        terminal.out(json ? JSON.stringify(documents) : writeTogether(draft).trimEnd());
        return;
      }
      for (const [name, text] of Object.entries(documents)) write(out, `${name}.xml`, text);
      if (json) terminal.out(JSON.stringify({ folder: out, ...summary(draft) }));
      else terminal.out(lines(draft, out, options).join('\n'));
    });
}

async function drafted(store: string, options: Options, abbreviations: Abbreviations): Promise<DraftModel> {
  const { company, model, tables } = options;
  const asked: IntrospectOptions = { store, company, model, tables, abbreviations };
  if (options.url === undefined) {
    const assembly = await loadAssembly(options.config);
    const given = { ...asked, company: company ?? assembly.company };
    return readServices(assembly, [Storage.name], (running) => introspect(running.get(Storage), given));
  }
  const opened = await openStore(store, { url: options.url, schema: 'readonly' });
  try {
    return await introspect(
      {
        stores: async () => [{ name: store, engine: opened.engine, schema: opened.schema }],
        catalogue: async () => [...(await opened.catalogue())],
        select: (selection) => opened.select(selection),
      },
      asked,
    );
  } finally {
    await opened.close();
  }
}

const DOCUMENTS = ['objects.xml', 'mapping.xml', 'presentation.xml'];

function refuseToOverwrite(folder: string): void {
  const there = DOCUMENTS.map((name) => join(folder, name)).find((path) => existsSync(path));
  if (there === undefined) return;
  throw new CliErrors.NotWritten({
    path: there,
    reason: 'it is there already; name another folder with --out, or write over it with --force',
  });
}

function write(folder: string, name: string, text: string): void {
  const path = join(folder, name);
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path, text);
  } catch (cause) {
    throw new CliErrors.NotWritten({ path, reason: cause instanceof Error ? cause.message : String(cause) }, { cause });
  }
}

function readWords(path: string): Abbreviations {
  try {
    const words: unknown = JSON.parse(readFileSync(path, 'utf8'));
    const isMap =
      typeof words === 'object' && words !== null && Object.values(words).every((each) => typeof each === 'string');
    if (!isMap) throw new Error('it is no object of texts, such as { "kd": "customer" }');
    return Object.fromEntries(
      Object.entries(words as Abbreviations).map(([short, long]) => [short.toLowerCase(), long]),
    );
  } catch (cause) {
    throw new CliErrors.NoFile({ path, reason: cause instanceof Error ? cause.message : String(cause) }, { cause });
  }
}

function summary({ name, company, objects, notes }: DraftModel) {
  const attributes = objects.flatMap((object) => object.attributes);
  const links = objects.flatMap((object) => object.links.filter(({ columns }) => columns !== undefined));
  return {
    model: name,
    company,
    objects: objects.map((object) => object.name),
    attributes: attributes.length,
    links: links.length,
    suggestedLinks: links.filter((link) => link.notes.length > 0).length,
    codeLists: attributes.filter(({ type }) => type === 'enum').length,
    withoutKey: objects.filter(({ key }) => key.length === 0).map((object) => object.name),
    leftOut: notes,
  };
}

function lines(draft: DraftModel, folder: string, { url, config }: Options): string[] {
  const { objects, attributes, links, suggestedLinks, codeLists, withoutKey, leftOut } = summary(draft);
  const suggested = suggestedLinks === 0 ? '' : ` (${suggestedLinks} suggested by data)`;
  const check = `caruso model check ${folder}${url === undefined ? ` --config ${config}` : ''}`;
  return [
    `${folder}: ${count(objects.length, 'object')}, ${count(attributes, 'attribute')}, ${count(links, 'link')}${suggested}, ${count(codeLists, 'code list')}`,
    ...(withoutKey.length === 0 ? [] : [`without a key: ${withoutKey.join(', ')}`]),
    ...leftOut,
    `Read the comments, change names as people say them, then: ${check}`,
  ];
}
