import type { SupervisionMode } from '@caruso/communication-server/contract';
import { type Command, Option } from 'commander';
import type { ControlOptions } from '../service/control-options.js';
import type { Terminal } from '../terminal.js';
import { contactLines } from './contact-lines.js';
import { findTalk } from './find-talk.js';
import { operator } from './operator.js';
import { centreCommand } from './with-centre.js';

interface SuperviseOptions extends ControlOptions {
  readonly as: string;
  readonly mode: SupervisionMode;
  readonly stop: boolean;
}

const MODES: readonly SupervisionMode[] = ['listen', 'whisper', 'barge'];

/** `caruso agent supervise`: the telephone of a supervisor hears a conversation. */
export function addSupervise(agent: Command, terminal: Terminal): void {
  centreCommand<[string], SuperviseOptions>(
    agent
      .command('supervise <agent|contact>')
      .description(
        'let a supervisor’s telephone hear a conversation, whisper to its agent, or take part; again with another mode',
      ),
    terminal,
    async (centre, { as: supervisor, mode, stop }, agentOrContact) => {
      const contact = await findTalk(centre, agentOrContact);
      const after = stop
        ? await centre.endSupervision({ supervisor, contact }, { actor: operator() })
        : await centre.supervise({ supervisor, contact, mode }, { actor: operator() });
      return { value: after, text: contactLines(after).join('\n') };
    },
  )
    .requiredOption('--as <agent>', 'whose telephone: the id of an agent')
    .addOption(new Option('--mode <mode>', 'what the supervisor does').choices(MODES).default('listen'))
    .addOption(new Option('--stop', 'end it').default(false).conflicts('mode'));
}
