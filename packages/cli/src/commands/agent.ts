import type { AgentView } from '@caruso/communication-server/contract';
import { type Command, InvalidArgumentError } from 'commander';
import { agentLines, agentTable } from '../contact-centre/agent-lines.js';
import { operator } from '../contact-centre/operator.js';
import { addSupervise } from '../contact-centre/supervise-command.js';
import { centreCommand } from '../contact-centre/with-centre.js';
import type { ControlOptions } from '../service/control-options.js';
import type { Terminal } from '../terminal.js';

interface ReasonOptions extends ControlOptions {
  readonly reason: string;
}

interface PenaltyOptions extends ControlOptions {
  readonly queue?: string;
}

/** `caruso agent`: sees the agents of a running contact centre, and changes what they do. */
export function addAgent(program: Command, terminal: Terminal): void {
  const agent = program.command('agent').description('see and change what the agents of a running contact centre do');
  addLooking(agent, terminal);
  addStates(agent, terminal);
  addQueues(agent, terminal);
  addSupervise(agent, terminal);
}

function addLooking(agent: Command, terminal: Terminal): void {
  centreCommand(agent.command('list').description('list the agents with their states'), terminal, async (centre) => {
    const agents = await centre.agents({});
    return { value: agents, text: agentTable(agents, Date.now()) };
  });
  centreCommand<[string]>(
    agent.command('show <agent>').description('say all that is known of one agent'),
    terminal,
    async (centre, _, id) => said(await centre.agent({ agent: id })),
  );
}

function addStates(agent: Command, terminal: Terminal): void {
  centreCommand<[string]>(
    agent
      .command('ready <agent>')
      .description('let an agent who is logged in get contacts; takes a break asked for back'),
    terminal,
    async (centre, _, id) => said(await centre.setReady({ agent: id }, { actor: operator() })),
  );
  centreCommand<[string], ReasonOptions>(
    agent.command('not-ready <agent>').description('give an agent no contacts; during one, when its wrap-up ends'),
    terminal,
    async (centre, { reason }, id) => said(await centre.setNotReady({ agent: id, reason }, { actor: operator() })),
  ).requiredOption('--reason <id>', 'why, one of the reasons of the contact centre');
  centreCommand<[string]>(
    agent.command('log-out <agent>').description('end an agent’s shift; refused during a contact'),
    terminal,
    async (centre, _, id) => said(await centre.logOut({ agent: id }, { actor: operator() })),
  );
}

function addQueues(agent: Command, terminal: Terminal): void {
  centreCommand<[string, string], ReasonOptions>(
    agent.command('pause <agent> <queue>').description('give an agent nothing of one queue any more'),
    terminal,
    async (centre, { reason }, id, queue) => said(await centre.pauseInQueue({ agent: id, queue, reason })),
  ).requiredOption('--reason <text>', 'why, for all who look');
  centreCommand<[string, string]>(
    agent.command('resume <agent> <queue>').description('end the pause in one queue'),
    terminal,
    async (centre, _, id, queue) => said(await centre.resumeInQueue({ agent: id, queue })),
  );
  centreCommand<[string, number], PenaltyOptions>(
    agent
      .command('penalty <agent>')
      .argument('<penalty>', 'a number, 0 being the best', rank)
      .description('change an agent’s rank'),
    terminal,
    async (centre, { queue }, id, penalty) =>
      said(await centre.setPenalty({ agent: id, penalty, ...(queue === undefined ? {} : { queue }) })),
  ).option('--queue <id>', 'in one queue only (default: in all the agent serves)');
}

function said(agent: AgentView) {
  return { value: agent, text: agentLines(agent).join('\n') };
}

function rank(text: string): number {
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It is a number from 0.');
}
