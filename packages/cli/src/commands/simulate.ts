import { leastAgents, readStaffing, replicate, type SimulatedCentre, type Team } from '@caruso/communication-server';
import { type Command, InvalidArgumentError } from 'commander';
import { CliErrors } from '../errors.js';
import { readText } from '../read-text.js';
import { outlookOf } from '../simulate/outlook.js';
import { outlookTable } from '../simulate/outlook-table.js';
import type { Terminal } from '../terminal.js';

interface SimulateOptions {
  readonly runs: number;
  readonly seed?: string;
  readonly target?: ServiceLevel;
  readonly team?: string;
  readonly json: boolean;
}

interface ServiceLevel {
  readonly seconds: number;
  readonly target: number;
}

/** `caruso simulate`: what a staffing would bring, by the distribution that is at work in production. */
export function addSimulate(program: Command, terminal: Terminal): void {
  program
    .command('simulate <file>')
    .description(
      'say what service a staffing brings, by simulating the day of a <staffing> document, forecast or recorded, many times',
    )
    .option(
      '--runs <number>',
      'how many days; more make the intervals narrower, and one is enough when nothing is left to chance',
      wholeNumber,
      20,
    )
    .option('--seed <text>', 'another one brings other contacts of the same forecast (default: that of the document)')
    .option('--target <percent/seconds>', 'find the least agents with which it is reached, e.g. 80/20', serviceLevel)
    .option('--team <id>', 'whose agents are counted for --target (default: the only team)')
    .option('--json', 'print JSON', false)
    .action((file: string, { runs, seed: wanted, target, team, json }: SimulateOptions) => {
      const { id, seed: own, centre } = readStaffing(readText(file), file);
      const seed = wanted ?? own;
      const { agents, ...found } = target
        ? search(centre, target, team, { seed, runs }, terminal)
        : simulateDays(centre, { seed, runs }, terminal);
      const outlook = outlookOf(found.centre, found.batches);
      terminal.status?.('');
      const days = outlook.certain ? { runs: 1 } : { runs, seed, confidence: 0.95 };
      if (json) {
        terminal.out(JSON.stringify({ staffing: id, ...days, ...agents, ...outlook }));
        return;
      }
      if (agents) terminal.out(`${agents.team} needs ${agents.leastAgents} agents.\n`);
      const how = outlook.certain
        ? '1 day simulated; nothing is left to chance, so there are no intervals'
        : `${runs} days simulated, in brackets the 95 % intervals`;
      terminal.out(`${outlookTable(outlook)}\n\n${id}: ${how}`);
    });
}

interface Days {
  readonly seed: string;
  readonly runs: number;
}

function simulateDays(centre: SimulatedCentre, days: Days, terminal: Terminal) {
  const told = (run: number) => terminal.status?.(`day ${run} of ${days.runs}`);
  return { centre, batches: replicate(centre, { ...days, told }), agents: undefined };
}

function search(
  centre: SimulatedCentre,
  level: ServiceLevel,
  named: string | undefined,
  days: Days,
  terminal: Terminal,
) {
  const team = teamOf(centre, named);
  const served = new Set(team.queues.map((queue) => (typeof queue === 'string' ? queue : queue.queue)));
  const queues = centre.queues.map((queue) => (served.has(queue.id) ? { ...queue, serviceLevel: level } : queue));
  const told = (agents: number, run: number) => terminal.status?.(`${agents} agents: day ${run} of ${days.runs}`);
  const found = leastAgents({ ...centre, queues }, { ...days, team, told });
  return { ...found, agents: { team: team.id, leastAgents: found.agents } };
}

function teamOf({ teams }: SimulatedCentre, named: string | undefined): Team {
  const known = teams.map(({ id }) => id);
  const [only] = teams;
  const team = named === undefined ? (teams.length === 1 ? only : undefined) : teams.find(({ id }) => id === named);
  if (!team) throw new CliErrors.WhichTeam({ named, known });
  return team;
}

/** Two at least: one day alone has no interval. */
function wholeNumber(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) < 2) throw new InvalidArgumentError('It is a whole number from 2 on.');
  return Number(text);
}

function serviceLevel(text: string): ServiceLevel {
  const [, percent, seconds] = /^(\d{1,2}(?:\.\d+)?)\/(\d{1,5}(?:\.\d+)?)$/.exec(text) ?? [];
  if (percent === undefined)
    throw new InvalidArgumentError('It is per cent below 100 and seconds, such as 80/20: 80 % answered within 20 s.');
  return { target: Number(percent) / 100, seconds: Number(seconds) };
}
