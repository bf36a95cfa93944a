import type { Command } from 'commander';
import { addList } from '../store/list-command.js';
import { addShow } from '../store/show-command.js';
import { addTransfer } from '../store/transfer-commands.js';
import type { Terminal } from '../terminal.js';

/** `caruso store`: sees what databases hold, moves and compares them. */
export function addStore(program: Command, terminal: Terminal, fail: () => void): void {
  const store = program
    .command('store')
    .description('see, move and compare the stores of an assembly, or any other databases');
  addList(store, terminal, fail);
  addShow(store, terminal);
  addTransfer(store, terminal, fail);
}
