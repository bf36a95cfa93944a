import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { addAgent } from './commands/agent.js';
import { addCampaign } from './commands/campaign.js';
import { addContact } from './commands/contact.js';
import { addContactCentre } from './commands/contact-centre.js';
import { addData } from './commands/data.js';
import { addModel } from './commands/model.js';
import { addPlan } from './commands/plan.js';
import { addQueue } from './commands/queue.js';
import { addReport } from './commands/report.js';
import { addScript } from './commands/script.js';
import { addService } from './commands/service.js';
import { addSimulate } from './commands/simulate.js';
import { addStart } from './commands/start.js';
import { addStore } from './commands/store.js';
import { EXIT, printFailure, processTerminal, type Terminal } from './terminal.js';

/**
 * Runs the `caruso` command and returns its exit code (see `EXIT`).
 *
 * @param args the words behind `caruso`
 */
export async function runCommand(args: readonly string[], terminal: Terminal = processTerminal): Promise<number> {
  let code: number = EXIT.ok;
  const fail = () => {
    code = EXIT.failed;
  };
  const program = new Command('caruso')
    .description('Runs and checks CARUSO assemblies: company-specific front offices made of components.')
    .version(version(), '-V, --version', 'print the version of this command')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.out(text.trimEnd()),
      writeErr: (text) => terminal.err(text.trimEnd()),
    })
    .showSuggestionAfterError()
    .showHelpAfterError('(add --help for what can be said)');
  addStart(program, terminal);
  addPlan(program, terminal, fail);
  addService(program, terminal, fail);
  addContact(program, terminal);
  addContactCentre(program, terminal, fail);
  addAgent(program, terminal);
  addQueue(program, terminal);
  addCampaign(program, terminal, fail);
  addScript(program, terminal, fail);
  addModel(program, terminal, fail);
  addStore(program, terminal, fail);
  addData(program, terminal, fail);
  addReport(program, terminal);
  addSimulate(program, terminal);
  try {
    await program.parseAsync([...args], { from: 'user' });
    return code;
  } catch (thrown) {
    if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? EXIT.ok : EXIT.usage;
    printFailure(terminal, thrown, args.includes('--json'));
    return EXIT.failed;
  }
}

/** The version of this package; its package.json lies beside `src` and `dist` alike. */
function version(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  return (manifest as { readonly version: string }).version;
}
