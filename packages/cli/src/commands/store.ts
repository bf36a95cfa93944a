import type { Command } from 'commander';
import { addList } from '../store/list-command.js';
import { addShow } from '../store/show-command.js';
import type { Terminal } from '../terminal.js';

/** `caruso store`: sees what databases hold. */
export function addStore(program: Command, terminal: Terminal, fail: () => void): void {
  const store = program.command('store').description('see the stores of an assembly, or any other database');
  addList(store, terminal, fail);
  addShow(store, terminal);
}
