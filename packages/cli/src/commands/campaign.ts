import { sampleSize } from '@caruso/communication-server';
import type { CampaignView, LoadedList } from '@caruso/communication-server/contract';
import { type Command, InvalidArgumentError } from 'commander';
import { addBarred } from '../contact-centre/barred-commands.js';
import { campaignLines, campaignTable, loadedLines, reportLines } from '../contact-centre/campaign-lines.js';
import { sendList } from '../contact-centre/send-list.js';
import { campaignCommand } from '../contact-centre/with-centre.js';
import { requireReadable } from '../data/require-readable.js';
import type { ControlOptions } from '../service/control-options.js';
import type { Terminal } from '../terminal.js';

interface ListOptions extends ControlOptions {
  readonly id: string;
  readonly numbers: string[];
  readonly consent?: string;
}

interface PilotOptions extends ControlOptions {
  readonly size?: number;
  readonly margin: number;
  readonly confidence: number;
}

/** `caruso campaign`: operates the calling campaigns of a running contact centre. */
export function addCampaign(program: Command, terminal: Terminal, fail: () => void): void {
  const campaign = program
    .command('campaign')
    .description('load, start and watch the calling campaigns of a running contact centre');
  addLooking(campaign, terminal);
  addChanges(campaign, terminal);
  addLists(campaign, terminal, fail);
  addBarred(campaign, terminal, fail);
}

function addLooking(campaign: Command, terminal: Terminal): void {
  campaignCommand(
    campaign.command('list').description('list the campaigns: who is left, what rings, what was reached'),
    terminal,
    async (campaigns) => {
      const all = await campaigns.list({});
      return { value: all, text: campaignTable(all) };
    },
  );
  campaignCommand<[string]>(
    campaign.command('show <campaign>').description('say all that is known of one, and why so many lines are dialled'),
    terminal,
    async (campaigns, _, id) => said(await campaigns.show({ campaign: id })),
  );
  campaignCommand<[string]>(
    campaign
      .command('report <campaign>')
      .description('say whom it reaches and with what success, when best, and whether it is worth it'),
    terminal,
    async (campaigns, _, id) => {
      const report = await campaigns.report({ campaign: id });
      return { value: report, text: reportLines(report).join('\n') };
    },
  );
}

function addChanges(campaign: Command, terminal: Terminal): void {
  campaignCommand<[string]>(
    campaign.command('start <campaign>').description('begin to call, or go on'),
    terminal,
    async (campaigns, _, id) => said(await campaigns.startCampaign({ campaign: id })),
  );
  campaignCommand<[string], PilotOptions>(
    campaign
      .command('pilot <campaign>')
      .description('call a random sample, large enough to know a share as well as asked, and wait for a decision')
      .option('--size <records>', 'so many records, instead of what margin and confidence take', whole)
      .option('--margin <share>', 'half the width of the interval', percentage, 0.05)
      .option('--confidence <share>', 'how sure it must hold the share', percentage, 0.95),
    terminal,
    async (campaigns, { size, margin, confidence }, id) => {
      const { valid } = await campaigns.show({ campaign: id });
      const pilot = size ?? Math.max(1, sampleSize({ margin, confidence }, valid));
      return said(await campaigns.startCampaign({ campaign: id, pilot }));
    },
  );
  campaignCommand<[string]>(
    campaign.command('pause <campaign>').description('dial nobody any more until it is started again'),
    terminal,
    async (campaigns, _, id) => said(await campaigns.pauseCampaign({ campaign: id })),
  );
  campaignCommand<[string]>(
    campaign.command('stop <campaign>').description('end it'),
    terminal,
    async (campaigns, _, id) => said(await campaigns.stopCampaign({ campaign: id })),
  );
}

function addLists(campaign: Command, terminal: Terminal, fail: () => void): void {
  const told = (list: LoadedList, loaded: boolean) => {
    if (list.brokenLines > 0) fail();
    return { value: list, text: loadedLines(list, loaded).join('\n') };
  };
  const columns = (command: Command) =>
    command
      .option('--id <column>', 'the column that names a record', 'id')
      .option('--numbers <columns...>', 'the columns with numbers, the best first', ['phone'])
      .option('--consent <column>', 'the column that says who agreed: yes or no');
  campaignCommand<[string, string | undefined], ListOptions>(
    columns(
      campaign
        .command('load <campaign> [file]')
        .description('add the rows of a CSV file, or the list that the campaign names'),
    ),
    terminal,
    async (campaigns, options, id, file) => {
      const loaded =
        file === undefined
          ? await campaigns.loadList({ campaign: id })
          : await read(terminal, file, options, (rows) => campaigns.loadRows({ campaign: id, list: file, rows }));
      return told(loaded, true);
    },
  );
  campaignCommand<[string, string], ListOptions>(
    columns(campaign.command('check <campaign> <file>').description('say what would become of the rows of a CSV file')),
    terminal,
    async (campaigns, options, id, file) => {
      const found = await read(terminal, file, options, (rows) => campaigns.checkRows({ campaign: id, rows }));
      return told(found, false);
    },
  );
}

async function read(
  terminal: Terminal,
  file: string,
  { id, numbers, consent }: ListOptions,
  send: Parameters<typeof sendList>[2],
): ReturnType<typeof sendList> {
  await requireReadable(file);
  const columns = { id, numbers, ...(consent === undefined ? {} : { consent }) };
  return sendList(file, columns, send, (text) => terminal.status?.(text));
}

function said(campaign: CampaignView) {
  return { value: campaign, text: campaignLines(campaign).join('\n') };
}

function whole(text: string): number {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It is a whole number from 1.');
}

function percentage(text: string): number {
  const share = /^\d+(\.\d+)?%$/.test(text) ? Number(text.slice(0, -1)) / 100 : Number.NaN;
  if (share > 0 && share < 1) return share;
  throw new InvalidArgumentError('It is a percentage above 0% and below 100%, such as 5%.');
}
