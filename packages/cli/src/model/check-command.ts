import { dirname, join, resolve } from 'node:path';
import {
  type Coverage,
  checkConformance,
  checkModel,
  checkModelFiles,
  checkRows,
  driftConsequences,
  loadModel,
  lostMembers,
} from '@caruso/business-objects';
import type { Diagnostic } from '@caruso/language';
import { Storage } from '@caruso/storage-manager/contract';
import { type Command, InvalidArgumentError } from 'commander';
import { allContracts, loadAssembly } from '../load-assembly.js';
import { scriptsHit } from '../script/scripts-hit.js';
import { count, printFindings, type Subject, type Terminal } from '../terminal.js';
import { readServices } from '../with-services.js';

/** Enough to see what an old program has written, few enough to wait for. */
const ROWS = 1_000;

interface CheckOptions {
  readonly company?: string;
  readonly library?: string[];
  readonly config?: string;
  readonly scripts?: string[];
  readonly rows: number;
  readonly json: boolean;
}

/** `caruso model check`: what is wrong with a model, and what a company's mapping lacks for it. */
export function addCheck(model: Command, terminal: Terminal, fail: () => void): void {
  model
    .command('check <path...>')
    .description('check model documents (files or folders), and with an assembly also against its databases')
    .option('--company <name>', 'say also what the mapping of this company lacks for the model')
    .option('--library <path...>', 'where models lie that this one extends (default: beside its folder)')
    .option('-c, --config <file>', 'the assembly whose databases the model is compared with')
    .option(
      '--scripts <path...>',
      'dialog scripts that may name what the databases lack (default: scripts beside the assembly)',
    )
    .option('--rows <count>', 'how many rows of each object are read with --config: a number, or all', rowCount, ROWS)
    .option('--json', 'print the findings as JSON', false)
    .action(async (paths: string[], options: CheckOptions) => {
      const { found, subject: mapped } = inspect(paths, options);
      let subject = mapped;
      if (options.config !== undefined) {
        if (found.some(isError))
          terminal.err('The documents have errors, so they are not compared with the databases.');
        else {
          const compared = await compare(paths, options, options.config);
          found.push(...compared.found);
          subject = together(mapped, compared.read);
        }
      }
      if (printFindings(terminal, found, options.json, subject)) fail();
    });
}

function inspect(paths: string[], { company, library }: CheckOptions): { found: Diagnostic[]; subject?: Subject } {
  if (company === undefined) return { found: [...checkModelFiles(paths, { library })] };
  const { diagnostics, ...facts } = checkConformance(paths, { company, library });
  const { model, version, bases, objects, attributes, links } = facts;
  const built = bases.map((base) => ` on ${base.name} ${base.version}`).join('');
  const share = ({ mapped, of }: Coverage, what: string) => `${mapped} of ${of} ${what}`;
  const shares = [share(objects, 'objects'), share(attributes, 'attributes'), share(links, 'links to one')].join(', ');
  return {
    found: [...diagnostics],
    subject: { line: `${model} ${version}${built} for ${company}: ${shares} mapped`, facts },
  };
}

/** What the databases lack for the model, and everything else that names it: screens, titles, checks, scripts. */
async function compare(paths: string[], options: CheckOptions, config: string) {
  const model = loadModel(paths, options);
  const assembly = await loadAssembly(config);
  const [found, read] = await readServices(assembly, [Storage.name], async (running) => {
    const storage = running.get(Storage);
    return [await checkModel(model, storage), await checkRows(model, storage, options.rows)] as const;
  });
  const lost = lostMembers(model, found);
  const scripts = options.scripts ?? [join(dirname(resolve(config)), 'scripts')];
  const hit = lost.size === 0 ? [] : scriptsHit(scripts, allContracts(assembly), model, lost);
  const all = [...found, ...read.diagnostics, ...driftConsequences(paths, options, lost), ...hit];
  const each = options.rows === Number.POSITIVE_INFINITY ? 'all' : `at most ${options.rows} of each`;
  const line = `${count(read.rows, 'row')} of ${count(read.objects, 'object')} were read (${each}; --rows)`;
  return { found: all, read: { line, facts: { rowsRead: read.rows } } };
}

function together(one: Subject | undefined, other: Subject): Subject {
  if (one === undefined) return other;
  return { line: `${one.line}\n${other.line}`, facts: { ...one.facts, ...other.facts } };
}

function rowCount(text: string): number {
  if (text === 'all') return Number.POSITIVE_INFINITY;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a whole number, or all.');
}

const isError = ({ severity }: Diagnostic) => severity === 'error';
