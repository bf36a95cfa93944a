import { type DialogHistory, Dialogs } from '@caruso/script-engine';
import type { Command } from 'commander';
import { columns } from '../columns.js';
import { DEFAULT_CONFIG, loadAssembly } from '../load-assembly.js';
import type { Terminal } from '../terminal.js';
import { readServices } from '../with-services.js';

const SHOWN = 60;

/** `caruso script history`: who did what in a dialog, and when. */
export function addHistory(script: Command, terminal: Terminal): void {
  script
    .command('history <dialog>')
    .description('say who did what in a dialog, when, on which channel and version; private answers are masked')
    .option('-c, --config <file>', 'the assembly whose dialog it is', DEFAULT_CONFIG)
    .option('--json', 'print it as JSON', false)
    .action(async (dialog: string, { config, json }: { readonly config: string; readonly json: boolean }) => {
      const history = await readServices(await loadAssembly(config), [Dialogs.name], (running) =>
        running.get(Dialogs).history({ dialog }),
      );
      terminal.out(json ? JSON.stringify(history) : tableOf(history));
    });
}

function tableOf(history: DialogHistory): string {
  const rows = history.map((line) => [
    line.at.replace('T', ' ').slice(0, 19),
    line.who,
    line.channel,
    line.language,
    line.version,
    line.verdict && line.verdict !== 'accepted' ? `${line.event} (${line.verdict})` : line.event,
    line.key ?? line.node ?? '',
    whatIn(line),
  ]);
  return columns([['when (UTC)', 'who', 'channel', 'language', 'version', 'what', 'where', 'answer'], ...rows]);
}

function whatIn({ hidden, value, reason, owner }: DialogHistory[number]): string {
  if (hidden) return `(${hidden})`;
  const shown = value ?? reason ?? owner ?? '';
  const text = (typeof shown === 'string' ? shown : JSON.stringify(shown)).replace(/\s+/g, ' ');
  return text.length > SHOWN ? `${text.slice(0, SHOWN - 1)}…` : text;
}
