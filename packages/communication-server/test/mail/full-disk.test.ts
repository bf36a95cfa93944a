import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { withoutImap } from '../support/mail/imap-server.js';
import { letter } from '../support/mail/mail-centre.js';
import { MailHouse } from '../support/mail/mail-house.js';
import { Program } from '../support/program.js';

const PRLIMIT = '/usr/bin/prlimit';
const MAILS = 12;
/** With these the database is full after some mails. */
const LIMIT_BYTES = 3_000_000;
/** Enough to be at work when there is no room any more. */
const SMALL_MAILS = 200;
const TIMEOUT_MS = 120_000;
const mailProcess = new URL('../support/mail/mail-process.ts', import.meta.url);

const house = new MailHouse();

/** A mail with a file of 400 kB. */
function heavy(from: string): string {
  return [
    `From: ${from}`,
    'To: service@works.test',
    'Subject: My bill',
    `Message-ID: <${from}>`,
    'Content-Type: multipart/mixed; boundary=x',
    '',
    '--x\nContent-Type: text/plain\n\nSee there.',
    '--x\nContent-Type: application/pdf\nContent-Disposition: attachment; filename="bill.pdf"\n',
    'A'.repeat(75).concat('\n').repeat(5_300),
    '--x--\n',
  ].join('\n');
}

describe.skipIf(withoutImap || !existsSync(PRLIMIT))('a mail gateway whose disk is full', () => {
  /** Delivers mails, and tells when each was answered once. */
  async function flood(mails: number, mail: (from: string) => string) {
    const writers = Array.from({ length: mails }, (_, index) => `anna${index}@x.test`);
    const { imap, smtp } = house;
    await imap.deliver(...writers.map(mail));
    const answered = () => new Set(smtp.sent.flatMap(({ envelope }) => envelope.to));
    return async () => {
      await smtp.until(() => answered().size >= mails);
      expect([...answered()].toSorted()).toEqual(writers.toSorted());
      expect(smtp.sent).toHaveLength(mails);
    };
  }

  /** No file that a program writes may be larger from now on. */
  const limit = (program: Program, bytes: number | 'unlimited') =>
    execFileSync(PRLIMIT, ['--pid', String(program.id), `--fsize=${bytes}:`]);

  it(
    'says so, and takes and answers every mail once when there is room again',
    async () => {
      const allAnsweredOnce = await flood(MAILS, heavy);
      const program = new Program(mailProcess, house.given, [PRLIMIT, `--fsize=${LIMIT_BYTES}:`]);
      await program.complains('Mail cannot be received; it is tried again');
      expect(house.smtp.sent.length).toBeLessThan(MAILS);
      limit(program, 'unlimited');
      await allAnsweredOnce();
      await program.kill();
    },
    TIMEOUT_MS,
  );

  it(
    'in the middle of its work goes on with it when there is room again',
    async () => {
      const allAnsweredOnce = await flood(SMALL_MAILS, (From) => letter({ From, 'Message-ID': `<${From}>` }));
      const program = new Program(mailProcess, house.given);
      await house.smtp.count(3);
      limit(program, 1);
      await program.complains('it is tried again');
      limit(program, 'unlimited');
      await allAnsweredOnce();
      await program.kill();
    },
    TIMEOUT_MS,
  );
});
