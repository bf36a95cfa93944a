import type { OutputOf, Stub } from '@caruso/core';
import type { ServiceControl } from '@caruso/service-manager/contract';
import { type Command, Option } from 'commander';
import { DEFAULT_CONFIG } from '../load-assembly.js';

type Operations = typeof ServiceControl.operations;

export type Entry = OutputOf<Operations['list']>[number];
export type Explanation = OutputOf<Operations['explain']>;
export type Receipt = OutputOf<Operations['replace']>;
export type Drained = OutputOf<Operations['drain']>;
export type Change = OutputOf<Operations['watch']>;
export type Control = Stub<typeof ServiceControl>;

/** What every command says that talks to a running assembly. */
export interface ControlOptions {
  readonly config: string;
  readonly socket?: string;
  readonly nats?: string;
  readonly company?: string;
  readonly user?: string;
  readonly json: boolean;
}

export function addControlOptions(command: Command): Command {
  return command
    .option('-c, --config <file>', 'the assembly that runs', DEFAULT_CONFIG)
    .option('--socket <path>', 'the control socket of the assembly, instead of the one its file names')
    .addOption(
      new Option('--nats <servers>', 'reach it over NATS instead, e.g. nats://127.0.0.1:4222').conflicts('socket'),
    )
    .option('--company <name>', 'whose services, over NATS (default: that of the assembly’s file)')
    .option('--user <name>', 'the user of NATS; his password is read from CARUSO_NATS_PASSWORD')
    .option('--json', 'print JSON', false);
}
