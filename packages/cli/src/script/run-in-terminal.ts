import type { Contract } from '@caruso/core';
import { type Channel, type LocalService, runScript, type Screen, type ScriptFile } from '@caruso/script-engine';
import type { Assembly, RunningAssembly } from '@caruso/service-manager';
import { allContracts } from '../load-assembly.js';
import type { Terminal } from '../terminal.js';
import { withServices } from '../with-services.js';
import { channelView } from './channel-view.js';
import { contractsUsed } from './contracts-used.js';
import { calledFrom, scriptsBeside } from './scripts-beside.js';

interface TerminalRun {
  readonly file: string;
  readonly text: string;
  readonly channel: Channel;
  readonly language?: string;
  readonly input: Readonly<Record<string, string>>;
  /** Where the services are that the script calls. */
  readonly assembly?: Assembly;
  /** Draw nothing: only the last screen is wanted. */
  readonly json: boolean;
}

/** Leads one dialog on the terminal; only that part of the assembly is started that the script calls. */
export async function runInTerminal(terminal: Terminal, run: TerminalRun): Promise<Screen> {
  const { assembly, file, text } = run;
  const scripts = scriptsBeside(file, text);
  if (!assembly) return lead(terminal, run, { scripts });
  const contracts = allContracts(assembly);
  const used = calledFrom({ file, text }, scripts).flatMap((script) => contractsUsed(script.text, script.file));
  return withServices(assembly, used, (running) =>
    lead(terminal, run, { scripts, contracts, services: callsOf(running, used) }),
  );
}

/** What the script can reach. */
interface Reach {
  readonly scripts: readonly ScriptFile[];
  readonly contracts?: readonly Contract[];
  readonly services?: Readonly<Record<string, LocalService>>;
}

async function lead(terminal: Terminal, run: TerminalRun, reach: Reach): Promise<Screen> {
  let ended = false;
  const lines = terminal.lines()[Symbol.asyncIterator]();
  const nextLine = async () => {
    const { done, value } = await lines.next();
    if (!done) return value;
    ended = true;
    return undefined;
  };
  const view = channelView(run.channel, terminal.styled);
  const draw = (screen: Screen) => {
    if (!run.json) terminal.out(['', ...view.lines(screen)].join('\n'));
  };
  try {
    const { text, file, channel, input, language } = run;
    const last = await runScript({
      ...{ text, file, channel, input, ...reach, ...(language === undefined ? {} : { language }) },
      ask: async (screen) => {
        draw(screen);
        for (;;) {
          const prompt = view.prompt(screen);
          if (!run.json && prompt !== undefined) terminal.out(prompt);
          const reply = await view.reply(screen, nextLine);
          if (typeof reply === 'string' || !('say' in reply)) return reply;
          if (!run.json) terminal.out(reply.say);
        }
      },
      refused: (reason) => terminal.err(`! ${reason}`),
    });
    draw(last);
    if (ended && last.state === 'cancelled') terminal.err('The input ended; the dialog was given up.');
    return last;
  } finally {
    await lines.return?.();
  }
}

function callsOf(running: RunningAssembly, used: readonly string[]): Record<string, LocalService> {
  const { directory } = running;
  const callable = directory.contracts().filter(({ name }) => used.includes(name));
  const calls = callable.flatMap(({ name, operations }) =>
    Object.keys(operations).map((operation) => {
      const call: LocalService = (input) => directory.call(name, operation, input);
      return [`${name}.${operation}`, call] as const;
    }),
  );
  return Object.fromEntries(calls);
}
