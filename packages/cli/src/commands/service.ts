import type { Command } from 'commander';
import { addChanging } from '../service/change-commands.js';
import { addLooking } from '../service/look-commands.js';
import type { Terminal } from '../terminal.js';

/** `caruso service`: sees and changes the services of an assembly that runs. */
export function addService(program: Command, terminal: Terminal, fail: () => void): void {
  const service = program.command('service').description('see and change the services of a running assembly');
  addLooking(service, terminal, fail);
  addChanging(service, terminal, fail);
}
