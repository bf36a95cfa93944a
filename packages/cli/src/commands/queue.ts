import type { Command } from 'commander';
import { queueLines, queueTable } from '../contact-centre/queue-lines.js';
import { centreCommand } from '../contact-centre/with-centre.js';
import type { Terminal } from '../terminal.js';

/** `caruso queue`: sees the queues of a running contact centre. */
export function addQueue(program: Command, terminal: Terminal): void {
  const queue = program.command('queue').description('see the queues of a running contact centre');
  centreCommand(
    queue.command('list').description('list the queues: who waits, how long, and the agents by state'),
    terminal,
    async (centre) => {
      const queues = await centre.queueViews({});
      return { value: queues, text: queueTable(queues) };
    },
  );
  centreCommand<[string]>(
    queue.command('show <queue>').description('say who waits in a queue, in the order of answering, and who serves it'),
    terminal,
    async (centre, _, id) => {
      const waiting = await centre.waiting({ queue: id });
      const [queues, all] = await Promise.all([centre.queueViews({}), centre.agents({})]);
      const agents = all.filter(({ queues: served }) => served.includes(id));
      const views = queues.filter((view) => view.queue === id);
      return {
        value: { ...views[0], contacts: waiting, serving: agents },
        text: views.flatMap((view) => queueLines(view, waiting, agents, Date.now())).join('\n'),
      };
    },
  );
}
