import { Campaigns, ContactCentre } from '@caruso/communication-server/contract';
import type { Contract, Stub } from '@caruso/core';
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
 * Lets a command reach a running assembly by a contract, and prints what it comes back with.
 *
 * @param work - gets the service, then the options, then the arguments
 */
function contractCommand<C extends Contract, Words extends readonly unknown[], Options extends ControlOptions>(
  contract: C,
  command: Command,
  terminal: Terminal,
  work: (service: Stub<C>, options: Options, ...words: Words) => Promise<Said>,
): Command {
  return addControlOptions(command).action(async (...given: unknown[]) => {
    const words = given.slice(0, -2) as unknown as Words;
    const options = given.at(-2) as Options;
    const { value, text } = await withContract(contract, options, (service) => work(service, options, ...words));
    terminal.out(options.json ? JSON.stringify(value) : text);
  });
}

/** {@link contractCommand} of the contact centre. */
export function centreCommand<Words extends readonly unknown[], Options extends ControlOptions = ControlOptions>(
  command: Command,
  terminal: Terminal,
  work: (centre: Stub<typeof ContactCentre>, options: Options, ...words: Words) => Promise<Said>,
): Command {
  return contractCommand(ContactCentre, command, terminal, work);
}

/** {@link contractCommand} of its campaigns. */
export function campaignCommand<Words extends readonly unknown[], Options extends ControlOptions = ControlOptions>(
  command: Command,
  terminal: Terminal,
  work: (campaigns: Stub<typeof Campaigns>, options: Options, ...words: Words) => Promise<Said>,
): Command {
  return contractCommand(Campaigns, command, terminal, work);
}
