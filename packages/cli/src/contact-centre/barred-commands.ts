import type { BarredNumber } from '@caruso/communication-server/contract';
import { type Command, InvalidArgumentError } from 'commander';
import { columns } from '../columns.js';
import { requireReadable } from '../data/require-readable.js';
import { CliErrors } from '../errors.js';
import type { ControlOptions } from '../service/control-options.js';
import { count, type Terminal } from '../terminal.js';
import { brokenLinesOf } from './campaign-lines.js';
import { type SentRegister, sendRegister } from './send-register.js';
import { momentOf } from './times.js';
import { campaignCommand } from './with-centre.js';

interface ForOptions extends ControlOptions {
  readonly campaign?: string;
  readonly country?: string;
}

interface BarOptions extends ForOptions {
  readonly source: string;
  readonly until?: number;
  readonly file?: string;
  readonly column: string;
}

interface UnbarOptions extends ForOptions {
  readonly source?: string;
  readonly reason: string;
}

interface BarredOptions extends ForOptions {
  readonly source?: string;
  readonly limit: number;
}

const YEAR_MS = 365 * 86_400_000;
const AFTER_UNBAR =
  'rows that were not loaded for it are when the list is read again (caruso campaign load); records closed for it stay closed';

/** `caruso campaign bar`, `unbar` and `barred`: the numbers that nobody calls. */
export function addBarred(campaign: Command, terminal: Terminal, fail: () => void): void {
  addBar(campaign, terminal, fail);
  campaignCommand<[string], UnbarOptions>(
    forWhom(campaign.command('unbar <number>').description('let a number be called again'))
      .option('--source <text>', 'only what was barred by it')
      .requiredOption('--reason <text>', 'why, as it is kept in the log'),
    terminal,
    async (campaigns, { campaign: only, country, source, reason }, number) => {
      const done = await campaigns.unbar({ number, reason, campaign: only, country, source });
      const { removed } = done;
      if (removed === 0) return { value: done, text: `${number} was not barred so` };
      const entries = removed > 1 ? `; ${removed} entries do not count any more` : '';
      return { value: done, text: `${number} may be called again${entries}\n${AFTER_UNBAR}` };
    },
  );
  campaignCommand<[string | undefined], BarredOptions>(
    forWhom(
      campaign.command('barred [number]').description('list the numbers that nobody calls, or say why one is not'),
    )
      .option('--source <text>', 'only what was barred by it')
      .option('--limit <count>', 'how many are listed', limit, 100),
    terminal,
    async (campaigns, { campaign: only, country, source, limit: most }, number) => {
      const found = await campaigns.barred({ number, campaign: only, country, source, limit: most });
      return { value: found, text: barredTable(found) };
    },
  );
}

function addBar(campaign: Command, terminal: Terminal, fail: () => void): void {
  campaignCommand<[string | undefined], BarOptions>(
    forWhom(
      campaign
        .command('bar [number]')
        .description('let nobody call a number any more, or those of a register in a CSV file'),
    )
      .requiredOption('--source <text>', 'where the wish comes from: the customer, a register')
      .option('--until <date>', 'from when it does not count any more, as YYYY-MM-DD (UTC)', day)
      .option('--file <file>', 'a CSV file with a heading; it may be read again as often as it comes')
      .option('--column <name>', 'its column with the numbers', 'number'),
    terminal,
    async (campaigns, { campaign: only, country, source, until, file, column }, number) => {
      const terms = { source, campaign: only, country, until };
      if ((number === undefined) === (file === undefined)) throw new CliErrors.NumberOrFile({});
      if (number !== undefined) {
        const barred = await campaigns.bar({ number, ...terms });
        return { value: barred, text: `${barred.number} is not called any more` };
      }
      const register = file ?? '';
      await requireReadable(register);
      const sent = await sendRegister(
        register,
        column,
        (numbers) => campaigns.readRegister({ register, numbers, ...terms }),
        (text) => terminal.status?.(text),
      );
      // Whoever is on such a line may still be called: a nightly job must not take it for done.
      if (sent.brokenLines > 0) fail();
      return { value: sent, text: registerLines(sent).join('\n') };
    },
  );
}

function forWhom(command: Command): Command {
  return command
    .option('--campaign <id>', 'in this campaign only; numbers may then be written as in its country')
    .option('--country <code>', 'whose numbers are written without a code, such as DE');
}

function registerLines({ barred, known, brokenLines, broken }: SentRegister): readonly string[] {
  return [
    `${count(barred, 'number')} ${barred === 1 ? 'is' : 'are'} not called any more, ${known} known already`,
    ...brokenLinesOf(broken, brokenLines),
  ];
}

function barredTable({ count: all, entries }: { readonly count: number; readonly entries: readonly BarredNumber[] }) {
  if (all === 0) return 'There are none.';
  const rows = entries.map(({ number, source, campaign, until }) => [
    number,
    source,
    campaign ?? 'all',
    until === undefined ? 'for ever' : `until ${momentOf(until)} UTC`,
  ]);
  const more = all - entries.length;
  return [
    columns([['NUMBER', 'SOURCE', 'CAMPAIGN', 'HOW LONG'], ...rows]),
    ...(more > 0 ? [`and ${more} more`] : []),
  ].join('\n');
}

/** A day that is over would bar nobody. */
function day(text: string): number {
  const at = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  const isDay = !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
  if (isDay && at > Date.now()) return at;
  throw new InvalidArgumentError(`It is a day ${isDay ? 'to come, ' : ''}such as ${dayOf(Date.now() + YEAR_MS)}.`);
}

function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

function limit(text: string): number {
  if (/^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= 1_000) return Number(text);
  throw new InvalidArgumentError('It is a whole number from 1 to 1000.');
}
