import { type Command, InvalidArgumentError } from 'commander';
import { contactLines, contactTable } from '../contact-centre/contact-lines.js';
import { erasureLines } from '../contact-centre/erasure-lines.js';
import { explanationLines, neverOfferedLines } from '../contact-centre/explanation-lines.js';
import { addContactExport } from '../contact-centre/export-command.js';
import { findContact } from '../contact-centre/find-contact.js';
import { addRecording } from '../contact-centre/record-commands.js';
import { centreCommand } from '../contact-centre/with-centre.js';
import { CliErrors } from '../errors.js';
import { thisUser } from '../model/this-user.js';
import type { ControlOptions } from '../service/control-options.js';
import type { Terminal } from '../terminal.js';
import { writeText } from '../write-text.js';

interface ListOptions extends ControlOptions {
  readonly open: boolean;
  readonly queue?: string;
  readonly customer?: string;
  readonly limit: number;
}

interface EraseOptions extends ControlOptions {
  readonly customer?: string;
  readonly address?: string;
}

/** `caruso contact`: sees the contacts of a running contact centre, and why they went to whom, records and erases them. */
export function addContact(program: Command, terminal: Terminal): void {
  const contact = program
    .command('contact')
    .description('see the contacts of a running contact centre, record or erase them');

  centreCommand<[], ListOptions>(
    contact.command('list').description('list contacts, the newest first'),
    terminal,
    async (centre, { open, queue, customer, limit }) => {
      const wanted = { ...(queue === undefined ? {} : { queue }), ...(customer === undefined ? {} : { customer }) };
      const contacts = await centre.contacts({ ...wanted, open, limit });
      // A queue that is no more may have contacts; one without any may be misspelt, and this says so.
      if (contacts.length === 0 && queue !== undefined) await centre.waiting({ queue });
      return { value: contacts, text: contactTable(contacts) };
    },
  )
    .option('--open', 'only those that are going on', false)
    .option('--queue <id>', 'only those of a queue')
    .option('--customer <key>', 'only those of a customer')
    .option('--limit <number>', 'how many at most, up to 500', limit, 50);

  addContactExport(contact, terminal);

  centreCommand<[string]>(
    contact.command('show <contact>').description('say all that is known of one contact'),
    terminal,
    async (centre, _, id) => {
      const found = await findContact(centre, id);
      return { value: found, text: contactLines(found).join('\n') };
    },
  );

  centreCommand<[string, string]>(
    contact
      .command('voicemail <contact> <file>')
      .description('write the message that a customer has left by telephone into a WAV file'),
    terminal,
    async (centre, _, id, file) => {
      const { base64 } = await centre.voicemail({ contact: id });
      const wav = Buffer.from(base64, 'base64');
      writeText(file, wav);
      return { value: { contact: id, file, bytes: wav.byteLength }, text: `${file}: ${wav.byteLength} bytes` };
    },
  );

  addRecording(contact, terminal);

  centreCommand<[], EraseOptions>(
    contact
      .command('erase')
      .description(
        'erase what is personal in the contacts of a customer that are over, and in records of campaigns; it cannot be undone',
      )
      .option('--customer <key>', 'the customer')
      .option('--address <address>', 'a number or mail address: contacts from it that are known to be of no customer'),
    terminal,
    async (centre, { customer, address }) => {
      if ((customer === undefined) === (address === undefined)) throw new CliErrors.WhoseContacts({});
      const by = thisUser();
      if (customer !== undefined) return told(await centre.erase({ customer, by }), `with the customer ${customer}`);
      return told(await centre.eraseAddress({ address: address ?? '', by }), `from ${address} that are of no customer`);
    },
  );

  centreCommand<[string]>(
    contact
      .command('explain <contact>')
      .description(
        'say why it was offered to whom: who was free, who was not and why, and whether it is decided alike again',
      ),
    terminal,
    async (centre, _, id) => {
      const explanations = await centre.explain({ contact: id });
      if (explanations.length > 0) return { value: explanations, text: explanationLines(explanations).join('\n') };
      const found = await findContact(centre, id);
      return { value: explanations, text: neverOfferedLines(found, await centre.agents({})).join('\n') };
    },
  );
}

function told(value: Parameters<typeof erasureLines>[0], whose: string) {
  return { value, text: erasureLines(value, whose).join('\n') };
}

function limit(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1 && number <= 500) return number;
  throw new InvalidArgumentError('It is a whole number from 1 to 500.');
}
