import type { Command } from 'commander';
import { addExport } from '../data/export-command.js';
import { addHistory } from '../data/history-command.js';
import { addImport } from '../data/import-command.js';
import type { Terminal } from '../terminal.js';

/** `caruso data`: bring business objects in from files and out to them, and see who changed them. */
export function addData(program: Command, terminal: Terminal, fail: () => void): void {
  const data = program
    .command('data')
    .description('bring business objects in from files and out to them, and see who changed them');
  addImport(data, terminal, fail);
  addExport(data, terminal);
  addHistory(data, terminal);
}
