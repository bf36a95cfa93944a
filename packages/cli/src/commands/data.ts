import type { Command } from 'commander';
import { addConsent } from '../data/consent-command.js';
import { addDuplicates } from '../data/duplicates-command.js';
import { addErase } from '../data/erase-command.js';
import { addExport } from '../data/export-command.js';
import { addHistory } from '../data/history-command.js';
import { addImport } from '../data/import-command.js';
import { addMerge } from '../data/merge-command.js';
import type { Terminal } from '../terminal.js';

/** `caruso data`: business objects in from files and out to them, who changed them, those that are the same, to what persons agree, and erasing them. */
export function addData(program: Command, terminal: Terminal, fail: () => void): void {
  const data = program
    .command('data')
    .description(
      'bring business objects in from files and out to them, see who changed them, merge those that are the same, keep to what persons agree, and erase them',
    );
  addImport(data, terminal, fail);
  addExport(data, terminal);
  addHistory(data, terminal);
  addDuplicates(data, terminal);
  addMerge(data, terminal);
  addConsent(data, terminal);
  addErase(data, terminal, fail);
}
