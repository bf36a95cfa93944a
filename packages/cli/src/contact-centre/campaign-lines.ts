import type { BrokenLine } from '@caruso/communication-server';
import type { CampaignReport, CampaignView, LoadedList } from '@caruso/communication-server/contract';
import { columns } from '../columns.js';
import { count } from '../terminal.js';
import { facts } from './facts.js';
import { momentOf } from './times.js';

/** Rows of a list that are shown one by one. */
const SHOWN = 20;

/** Campaigns with their figures, a line each. */
export function campaignTable(campaigns: readonly CampaignView[]): string {
  if (campaigns.length === 0) return 'There are none.';
  const heading = ['CAMPAIGN', 'NAME', 'MODE', 'STATUS', 'OPEN', 'OF', 'RINGING', 'ANSWERED', 'DROPPED', 'SUCCESS'];
  const rows = campaigns.map((campaign) => [
    ...[campaign.campaign, campaign.name, campaign.mode, statusOf(campaign)],
    ...[campaign.open, campaign.valid, campaign.ringing, attemptsOf(campaign, 'answered')].map(String),
    ...[attemptsOf(campaign, 'dropped'), campaign.successes].map(String),
  ]);
  return columns([heading, ...rows], [4, 5, 6, 7, 8, 9]);
}

/** All that is known of a campaign now. */
export function campaignLines(campaign: CampaignView): readonly string[] {
  const { name, goal, mode, queue, base, valid, open, excluded, ringing, waiting, looking, freeAgents } = campaign;
  const { abandonment, pilot, since, pacing, nextCallAt, direct, successes } = campaign;
  const agents = mode === 'preview' ? `${freeAgents} free, ${looking} look at a record` : `${freeAgents} free`;
  return facts(`${campaign.campaign}  ${name}`, [
    ['goal', goal],
    ['mode', mode],
    ['status', since === 0 ? statusOf(campaign) : `${statusOf(campaign)} since ${momentOf(since)} UTC`],
    ['queue', queue],
    ['list', `${count(base, 'row')}, ${valid} can be called, ${open} still open`],
    ['not called', counted(excluded)],
    ['pilot', pilot && `${pilot.done} of ${pilot.records} records done`],
    ['lines', `${ringing} ring, ${waiting} wait for an agent`],
    ['agents', agents],
    ['attempts', counted(campaign.attempts) ?? 'none'],
    ['spoken to', `${direct} direct contacts, ${successes === 1 ? '1 success' : `${successes} successes`}`],
    ['abandoned', abandonedOf(abandonment)],
    ['pacing', pacing],
    ['next call', nextCallAt === undefined ? undefined : `${momentOf(nextCallAt)} UTC`],
  ]);
}

function statusOf({ status, because }: CampaignView): string {
  return because === undefined || because === 'wanted' ? status : `${status} (${because})`;
}

function attemptsOf({ attempts }: CampaignView, outcome: string): number {
  return attempts[outcome] ?? 0;
}

function abandonedOf({ abandoned, of, share, upperLimit, cap, regime }: CampaignView['abandonment']): string {
  const limit = `the cap of ${regime} is ${percent(cap)}`;
  if (share === undefined) return `nobody has answered yet; ${limit}`;
  return `${Number(abandoned.toFixed(1))} of ${Number(of.toFixed(1))} answered calls, ${percent(share)}, at most ${percent(upperLimit)}; ${limit}`;
}

function counted(counts: Readonly<Record<string, number>>): string | undefined {
  const parts = Object.entries(counts).map(([what, number]) => `${number} ${what}`);
  return parts.length === 0 ? undefined : parts.join(', ');
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** What became, or would become, of the rows of a list. */
export function loadedLines(loaded: LoadedList, done: boolean): readonly string[] {
  const { records, known, notCalled, numbersLeftOut, excluded, leftOut, brokenLines, broken } = loaded;
  const verb = done ? (records === 1 ? 'was loaded' : 'were loaded') : 'would be loaded';
  const rows = excluded.map(({ record, because, numbers }) => `  ${record}: ${[because, ...numbers].join('; ')}`);
  const left = leftOut.map(({ record, number, because }) => `  ${record}: ${number}: ${because}`);
  return [
    `${count(records, 'record')} ${verb}, ${known} known already, ${notCalled} not called, ${count(numbersLeftOut, 'number')} left out`,
    ...some(rows, 'not called:', notCalled),
    ...some(left, 'left out:', numbersLeftOut),
    ...brokenLinesOf(broken, brokenLines),
  ];
}

/** Lines of a file that were left out, with their problems. */
export function brokenLinesOf(broken: readonly BrokenLine[], all: number): readonly string[] {
  const lines = broken.map(({ line, problem }) => `  line ${line}: ${problem}`);
  return some(lines, `${count(all, 'line')} could not be read:`, all);
}

function some(lines: readonly string[], title: string, all: number): readonly string[] {
  if (lines.length === 0) return [];
  const more = all - Math.min(SHOWN, lines.length);
  return [title, ...lines.slice(0, SHOWN), ...(more > 0 ? [`  and ${more} more`] : [])];
}

/** What a campaign has shown. */
export function reportLines(report: CampaignReport): readonly string[] {
  const { rates, hours, decision, attemptsPerContact, saturation } = report;
  const rows = rates.map(({ name, count: reached, of, share, interval, few }) => [
    name,
    ...[String(reached), String(of)],
    share === undefined ? '-' : percent(share),
    share === undefined ? '-' : `${percent(interval.low)} to ${percent(interval.high)}`,
    few ? 'few' : '',
  ]);
  const told = hours.filter(({ comparedToOthers }) => comparedToOthers !== 'not-told-apart');
  return [
    ...facts(`${report.campaign}  ${report.name}`, [
      ['goal', report.goal],
      ['attempts per contact', attemptsPerContact?.toFixed(2)],
      ['attempts per row', saturation?.toFixed(2)],
    ]),
    '',
    columns([['RATE', 'COUNT', 'OF', 'SHARE', '95 % INTERVAL', ''], ...rows], [1, 2, 3]),
    '',
    ...(told.length === 0 ? ['No hour is told apart from the others yet.'] : [hourTable(told)]),
    ...(decision ? ['', decisionOf(decision)] : []),
  ];
}

function hourTable(hours: CampaignReport['hours']): string {
  const rows = hours.map(({ weekday, hour, rate, comparedToOthers, pValue }) => [
    `${weekday} ${String(hour).padStart(2, '0')}:00`,
    ...[String(rate.count), String(rate.of), percent(rate.share ?? 0), comparedToOthers, pValue.toFixed(4)],
  ]);
  return columns([['HOUR THERE', 'ANSWERED', 'OF', 'SHARE', 'THAN OTHERS', 'P'], ...rows], [1, 2, 3]);
}

function decisionOf({ accepted, decision, to, records }: NonNullable<CampaignReport['decision']>): string {
  const wanted = `effectiveness of ${percent(accepted)}`;
  if (decision === 'go') return `GO: an ${wanted} is reached for certain enough.`;
  if (decision === 'stop') return `NO GO: an ${wanted} is out of reach.`;
  if (to === undefined)
    return `ENLARGE: it cannot be told yet whether an ${wanted} is reached, nor how many records would tell.`;
  const size = records === undefined ? '' : `, a pilot of about ${count(records, 'record')}`;
  return `ENLARGE: whether an ${wanted} is reached could be told with ${to} direct contacts${size}.`;
}
