import { type Command, InvalidArgumentError } from 'commander';
import { addControlOptions, type ControlOptions } from '../service/control-options.js';

/** What `caruso model apply` is told. */
export interface ApplyCommandOptions extends ControlOptions {
  readonly to?: string;
  readonly from?: string;
  readonly library?: string[];
  readonly allow: ReadonlyMap<string, number | undefined>;
  readonly default: ReadonlyMap<string, string>;
  readonly release?: string;
  readonly inline: boolean;
  readonly dryRun: boolean;
  readonly sql: boolean;
  readonly yes: boolean;
}

export function addApplyOptions(command: Command): Command {
  return addControlOptions(command)
    .option('--to <path>', 'the model as it will be (default: that of the assembly)')
    .option('--from <path>', 'the model as it was: knows what is gone by its name')
    .option('--library <path...>', 'where models lie that these extend (default: beside their folders)')
    .option(
      '--allow <name>',
      'let a step lose what it says: drop:Customer.fax, or drop:Customer.fax=12 for at most 12 values (more than once)',
      readAllowance,
      new Map(),
    )
    .option(
      '--default <Object.attribute=value>',
      'what objects without a value get (more than once)',
      readDefault,
      new Map(),
    )
    .option('--release <module>', 'let the running assembly go to the model by this module of its folder of releases')
    .option('--inline', 'run the release in the thread of the assembly instead of a worker of its own', false)
    .option('--dry-run', 'show what would be done, and do nothing', false)
    .option('--sql', 'print the SQL of the steps for whoever owns the database, and do nothing', false)
    .option('-y, --yes', 'do not ask', false);
}

type Allowances = ReadonlyMap<string, number | undefined>;

function readAllowance(text: string, before: Allowances): Allowances {
  const [name = '', most, ...more] = text.split('=');
  const isNamed = /^(?:drop|narrow):[^\s:]+$/.test(name);
  if (!isNamed || more.length > 0 || (most !== undefined && !/^\d{1,12}$/.test(most))) {
    throw new InvalidArgumentError(
      'Write the name of a step as the plan does: drop:Customer.fax, narrow:Customer.name=12.',
    );
  }
  return new Map(before).set(name, most === undefined ? undefined : Number(most));
}

function readDefault(text: string, before: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const at = text.indexOf('=');
  if (at < 1 || !text.slice(0, at).includes('.')) throw new InvalidArgumentError('Write Customer.tier=base.');
  return new Map(before).set(text.slice(0, at), text.slice(at + 1));
}
