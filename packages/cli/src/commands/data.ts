import type { Command } from 'commander';
import { addDuplicates } from '../data/duplicates-command.js';
import { addErase } from '../data/erase-command.js';
import { addExport } from '../data/export-command.js';
import { addHistory } from '../data/history-command.js';
import { addImport } from '../data/import-command.js';
import { addMerge } from '../data/merge-command.js';
import type { Terminal } from '../terminal.js';

/** `caruso data`: business objects in from files and out to them, who changed them, those that are the same, and erasing persons. */
export function addData(program: Command, terminal: Terminal, fail: () => void): void {
  const data = program
    .command('data')
    .description(
      'bring business objects in from files and out to them, see who changed them, merge those that are the same, and erase persons',
    );
  addImport(data, terminal, fail);
  addExport(data, terminal);
  addHistory(data, terminal);
  addDuplicates(data, terminal);
  addMerge(data, terminal);
  addErase(data, terminal, fail);
}
