import type { OutputOf } from '@caruso/core';
import { Channel, type DialogStatistics, Dialogs } from '@caruso/script-engine';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { columns } from '../columns.js';
import { DEFAULT_CONFIG, loadAssembly } from '../load-assembly.js';
import type { Terminal } from '../terminal.js';
import { readServices } from '../with-services.js';

interface StatsOptions {
  readonly config: string;
  readonly scriptVersion?: string;
  readonly channel?: Channel;
  readonly from?: string;
  readonly to?: string;
  readonly json: boolean;
}

/** `caruso script stats`: where dialogs are left, and how long each step takes. */
export function addStats(script: Command, terminal: Terminal): void {
  script
    .command('stats <script>')
    .description(
      'say where dialogs of a script are left and how long its steps take, counted on the ways that were taken',
    )
    .option('-c, --config <file>', 'the assembly whose dialogs they are', DEFAULT_CONFIG)
    .option('--script-version <version>', 'only this version')
    .addOption(new Option('--channel <name>', 'only dialogs that were begun there').choices(Channel.options))
    .option('--from <date>', 'only dialogs begun from this day on, in UTC, e.g. 2026-01-31', day)
    .option('--to <date>', 'only dialogs begun before this day', day)
    .option('--json', 'print the figures as JSON, also by versions and channels', false)
    .action(async (id: string, { config, scriptVersion: version, channel, from, to, json }: StatsOptions) => {
      const wanted = {
        script: id,
        ...(version === undefined ? {} : { version }),
        ...(channel === undefined ? {} : { channel }),
        ...(from === undefined ? {} : { from: `${from}T00:00:00.000Z` }),
        ...(to === undefined ? {} : { to: `${to}T00:00:00.000Z` }),
      };
      const figures = await readServices(await loadAssembly(config), [Dialogs.name], (running) =>
        running.get(Dialogs).statistics(wanted),
      );
      terminal.out(json ? JSON.stringify(figures) : textOf(figures));
    });
}

/** The columns of numbers. */
const NUMBERS = [1, 2, 3, 4, 5, 6, 7, 8];

function day(text: string): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(Date.parse(text)))
    throw new InvalidArgumentError('It is a day such as 2026-01-31.');
  return text;
}

function textOf({ total, groups }: OutputOf<typeof Dialogs.operations.statistics>): string {
  const parts =
    groups.length > 1 ? groups.map((group) => tableOf(`version ${group.version}, ${group.channel}`, group)) : [];
  return [tableOf('all', total), ...parts].join('\n\n');
}

function tableOf(title: string, { dialogs, ended, left, open, unreadable, outcomes, steps }: DialogStatistics): string {
  const head = `${title}: ${dialogs} dialogs, ${ended} ended, ${left} left, ${open} open${unreadable > 0 ? `, ${unreadable} unreadable` : ''}`;
  const ends = Object.entries(outcomes).map(([outcome, count]) => `${outcome} ${count}`);
  const rows = steps.map((step) => [
    step.node,
    ...[step.shown, step.answered, step.refused, step.back, step.left].map(String),
    step.shown > 0 ? `${((100 * step.left) / step.shown).toFixed(1)} %` : '',
    ...[step.medianSeconds, step.p90Seconds].map((seconds) => (seconds === null ? '' : `${seconds} s`)),
  ]);
  const table = columns(
    [['step', 'shown', 'answered', 'refused', 'back', 'left', 'share', 'median', '90 %'], ...rows],
    NUMBERS,
  );
  return [head, ...(ends.length > 0 ? [`outcomes: ${ends.join(', ')}`] : []), ...(rows.length > 0 ? [table] : [])].join(
    '\n',
  );
}
