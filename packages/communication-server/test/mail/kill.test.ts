import { describe, expect, it } from 'vitest';
import { withoutImap } from '../support/mail/imap-server.js';
import { letter } from '../support/mail/mail-centre.js';
import { MailHouse } from '../support/mail/mail-house.js';
import { Program } from '../support/program.js';

const MAILS = 60;
const TIMEOUT_MS = 120_000;
const mailProcess = new URL('../support/mail/mail-process.ts', import.meta.url);
const voicemailProcess = new URL('../support/mail/voicemail-process.ts', import.meta.url);
const house = new MailHouse();

/** Runs a contact centre until what was sent is enough, then kills it. */
async function killWhen(isEnough: () => boolean, source = mailProcess, ...more: string[]): Promise<void> {
  const program = new Program(source, [...house.given, ...more]);
  await house.smtp.until(isEnough);
  await program.kill();
}

describe.skipIf(withoutImap)('a mail gateway whose process is killed', () => {
  it(
    'answers every mail, each in one contact and under one message id',
    async () => {
      const writers = Array.from({ length: MAILS }, (_, index) => `anna${index}@x.test`);
      await house.imap.deliver(
        ...writers.map((from, index) => letter({ From: from, 'Message-ID': `<${index}@x.test>` })),
      );
      const answered = () => new Set(house.smtp.sent.flatMap(({ envelope }) => envelope.to));
      for (const mails of [7, 31, MAILS]) await killWhen(() => answered().size >= mails);
      expect([...answered()].toSorted()).toEqual(writers.toSorted());
      const ids = new Map<string, Set<string>>();
      for (const { mail, envelope } of house.smtp.sent) {
        const [to = ''] = envelope.to;
        ids.set(to, (ids.get(to) ?? new Set()).add(mail.messageId ?? ''));
        expect(mail.text?.trim()).toBe(`To ${to}.`);
      }
      for (const of of ids.values()) expect(of.size).toBe(1);
    },
    TIMEOUT_MS,
  );

  it(
    'mails every message left by telephone, with its sound and under one message id',
    async () => {
      const callers = Array.from({ length: 40 }, (_, call) => `Voicemail from +4930${call} for letters`);
      const mailed = () => new Set(house.smtp.sent.map(({ mail }) => mail.subject ?? ''));
      for (const mails of [5, 17, 40]) await killWhen(() => mailed().size >= mails, voicemailProcess, '40');
      expect([...mailed()].toSorted()).toEqual(callers.toSorted());
      expect(new Set(house.smtp.sent.map(({ mail }) => mail.messageId)).size).toBe(40);
      for (const { mail } of house.smtp.sent) expect(mail.attachments[0]?.size).toBe(200_004);
    },
    TIMEOUT_MS,
  );
});
