import type { Command } from 'commander';
import type { ControlOptions } from '../service/control-options.js';
import type { Terminal } from '../terminal.js';
import { contactLines } from './contact-lines.js';
import { operator } from './operator.js';
import { centreCommand } from './with-centre.js';

interface RecordOptions extends ControlOptions {
  readonly agreed: boolean;
}

/** `caruso contact record`, `pause-recording`, `resume-recording` and `stop-recording`: record a conversation, but not all that is said in it. */
export function addRecording(contact: Command, terminal: Terminal): void {
  centreCommand<[string], RecordOptions>(
    contact.command('record <contact>').description('begin to record a conversation by telephone'),
    terminal,
    async (centre, { agreed }, id) =>
      told(
        await centre.record(
          { contact: id, ...(agreed ? { consent: 'customer' as const } : {}) },
          { actor: operator() },
        ),
      ),
  ).option('--agreed', 'the customer was asked and has agreed; needed where its queue does not say otherwise', false);
  centreCommand<[string]>(
    contact
      .command('pause-recording <contact>')
      .description('record nothing until told to go on, while card data are spoken for one'),
    terminal,
    async (centre, _, id) => told(await centre.pauseRecording({ contact: id }, { actor: operator() })),
  );
  centreCommand<[string]>(
    contact
      .command('resume-recording <contact>')
      .description('go on with the recording, also while the script asks a private question'),
    terminal,
    async (centre, _, id) => told(await centre.resumeRecording({ contact: id }, { actor: operator() })),
  );
  centreCommand<[string]>(
    contact
      .command('stop-recording <contact>')
      .description('end the recording; what was recorded is kept, and the conversation goes on'),
    terminal,
    async (centre, _, id) => told(await centre.stopRecording({ contact: id }, { actor: operator() })),
  );
}

function told(value: Parameters<typeof contactLines>[0]) {
  return { value, text: contactLines(value).join('\n') };
}
