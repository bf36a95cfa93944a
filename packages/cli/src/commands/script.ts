import { Channel } from '@caruso/script-engine';
import { type Command, Option } from 'commander';
import { allContracts, loadAssembly } from '../load-assembly.js';
import { readText } from '../read-text.js';
import { checkScripts } from '../script/check-scripts.js';
import { addDiff } from '../script/diff-command.js';
import { addErase } from '../script/erase-command.js';
import { addFormat } from '../script/format-command.js';
import { addGraph } from '../script/graph-command.js';
import { addHistory } from '../script/history-command.js';
import { addImport } from '../script/import-command.js';
import { addMigrate } from '../script/migrate-command.js';
import { runInTerminal } from '../script/run-in-terminal.js';
import { addStats } from '../script/stats-command.js';
import { addTest } from '../script/test-command.js';
import { addTranslate } from '../script/translate-command.js';
import type { Terminal } from '../terminal.js';

interface CheckOptions {
  readonly config?: string;
  readonly json: boolean;
}

interface ProofOptions extends CheckOptions {
  readonly before?: string;
  readonly channel?: Channel;
  readonly lang?: string;
}

interface RunOptions extends CheckOptions {
  readonly channel: Channel;
  readonly language?: string;
  readonly input: Readonly<Record<string, string>>;
}

/** `caruso script`: check and try out dialog scripts. */
export function addScript(program: Command, terminal: Terminal, fail: () => void): void {
  const script = program.command('script').description('check and try out dialog scripts');
  script
    .command('check <file...>')
    .description('find every mistake in dialog scripts, with its place')
    .option('-c, --config <file>', 'the assembly whose services the scripts call')
    .addOption(new Option('--channel <name>', 'prove that they can run on it').choices(Channel.options))
    .option('--lang <tag>', 'prove that they are written in it, e.g. de')
    .option('--before <file>', 'the version before, whose ids are to be kept or named in was=')
    .option('--json', 'print the findings as JSON', false)
    .action(async (files: string[], { config, before: old, ...wanted }: ProofOptions) => {
      const before = old === undefined ? undefined : { file: old, text: readText(old) };
      const contracts = config === undefined ? undefined : allContracts(await loadAssembly(config));
      if (checkScripts(files, optionally({ contracts, before }), wanted, terminal)) fail();
    });
  script
    .command('run <file>')
    .description('lead a dialog in the terminal; nothing of it is stored, but its actions are carried out')
    .option('-c, --config <file>', 'the assembly whose services the script calls')
    .addOption(new Option('--channel <name>', 'for whom').choices(Channel.options).default('agent'))
    .option('--language <tag>', 'e.g. de')
    .option('--input <name=value>', 'a value the script is handed over (more than once)', collect, {})
    .option('--json', 'print the last screen as JSON', false)
    .action(async (file: string, { config, channel, language, input, json }: RunOptions) => {
      const assembly = config === undefined ? undefined : await loadAssembly(config);
      const options = { file, text: readText(file), channel, input, json };
      const last = await runInTerminal(terminal, { ...options, ...optionally({ language, assembly }) });
      if (json) terminal.out(JSON.stringify(last));
      if (last.state !== 'ended') fail();
    });
  addHistory(script, terminal);
  addErase(script, terminal);
  addMigrate(script, terminal, fail);
  addDiff(script, terminal);
  addFormat(script, terminal, fail);
  addGraph(script, terminal);
  addImport(script, terminal);
  addStats(script, terminal);
  addTest(script, terminal, fail);
  addTranslate(script, terminal, fail);
}

function collect(pair: string, before: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const [name = '', ...value] = pair.split('=');
  return { ...before, [name]: value.join('=') };
}

/** The properties that have a value: an absent option is not the same as one that is undefined. */
function optionally<Values extends Record<string, unknown>>(values: Values) {
  const given = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as { [Name in keyof Values]?: NonNullable<Values[Name]> };
}
