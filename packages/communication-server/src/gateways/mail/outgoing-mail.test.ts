import { createTransport } from 'nodemailer';
import { describe, expect, it } from 'vitest';
import { outgoingMail } from './outgoing-mail.js';
import { OwnAddresses } from './own-addresses.js';
import type { StoredMail } from './stored-mail.js';

const own = new OwnAddresses({ from: 'service@works.test', queue: 'letters' });
const transport = createTransport({ streamTransport: true });

async function recipientsOf(kind: StoredMail['kind'], address: string): Promise<readonly string[]> {
  const mail: StoredMail = {
    ...{ id: 'a', gateway: 'mail', externalId: 'a', thread: 'a', contact: undefined, direction: 'out', kind },
    ...{ state: 'waiting', at: 0, messageId: '<a@works.test>', references: [], address, name: '', replyTo: address },
    ...{ ours: 'service@works.test', subject: 'Gas', text: 'Nine cents.', note: undefined, agent: undefined },
    ...{ attempts: 0, due: 0 },
  };
  const { envelope } = await transport.sendMail(outgoingMail(mail, own, []));
  return envelope.to;
}

describe('a mail that goes', () => {
  it.each(['answer', 'auto-reply'] as const)('goes to one address as an %s, whatever stands in it', async (kind) => {
    expect(await recipientsOf(kind, 'anna@x.test')).toEqual(['anna@x.test']);
    expect(await recipientsOf(kind, 'ben@y.test,carl@z.test')).toEqual(['"ben@y.test,carl"@z.test']);
    expect(await recipientsOf(kind, '"a, b"@x.test')).toEqual(['"a, b"@x.test']);
  });
});
