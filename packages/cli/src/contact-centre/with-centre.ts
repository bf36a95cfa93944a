import { ContactCentre } from '@caruso/communication-server/contract';
import type { Stub } from '@caruso/core';
import type { Command } from 'commander';
import { addControlOptions, type ControlOptions } from '../service/control-options.js';
import { withContract } from '../service/reach-assembly.js';
import type { Terminal } from '../terminal.js';

/** What a command found or did: the value for `--json`, and its text. */
interface Said {
  readonly value: unknown;
  readonly text: string;
}

/**
 * Lets a command reach the contact centre of a running assembly, and prints what it comes back with.
 *
 * @param work - gets the centre, then the arguments, then the options
 */
export function centreCommand<Words extends readonly unknown[], Options extends ControlOptions = ControlOptions>(
  command: Command,
  terminal: Terminal,
  work: (centre: Stub<typeof ContactCentre>, options: Options, ...words: Words) => Promise<Said>,
): Command {
  return addControlOptions(command).action(async (...given: unknown[]) => {
    const words = given.slice(0, -2) as unknown as Words;
    const options = given.at(-2) as Options;
    const { value, text } = await withContract(ContactCentre, options, (centre) => work(centre, options, ...words));
    terminal.out(options.json ? JSON.stringify(value) : text);
  });
}
