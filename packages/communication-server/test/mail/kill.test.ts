import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ImapServer, withoutImap } from '../support/mail/imap-server.js';
import { letter } from '../support/mail/mail-centre.js';
import { SmtpPeer } from '../support/mail/smtp-peer.js';

const MAILS = 60;
const TIMEOUT_MS = 120_000;
const launcher = fileURLToPath(new URL('../support/run-source.mjs', import.meta.url));
const mailProcess = fileURLToPath(new URL('../support/mail/mail-process.ts', import.meta.url));

let folder: string;
let imap: ImapServer;
let smtp: SmtpPeer;
let child: ChildProcess | undefined;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'caruso-mail-kill-'));
  imap = new ImapServer();
  smtp = new SmtpPeer();
  await imap.start();
  await smtp.start();
});
afterEach(async () => {
  child?.kill('SIGKILL');
  await smtp.stop();
  await imap.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs a contact centre until what was sent is enough, then kills it. */
async function killWhen(isEnough: () => boolean): Promise<void> {
  const options = { imap: imap.access, smtp: smtp.access, from: 'service@works.test', queue: 'letters' };
  const command = [launcher, mailProcess, join(folder, 'caruso.db'), JSON.stringify(options)];
  const started = spawn(process.execPath, command, { stdio: ['ignore', 'ignore', 'inherit'] });
  child = started;
  const exited = once(started, 'exit');
  await smtp.until(isEnough);
  started.kill('SIGKILL');
  await exited;
}

describe.skipIf(withoutImap)('a mail gateway whose process is killed', () => {
  it(
    'answers every mail, each in one contact and under one message id',
    async () => {
      const writers = Array.from({ length: MAILS }, (_, index) => `anna${index}@x.test`);
      await imap.deliver(...writers.map((from, index) => letter({ From: from, 'Message-ID': `<${index}@x.test>` })));
      const answered = () => new Set(smtp.sent.flatMap(({ envelope }) => envelope.to));
      for (const mails of [7, 31, MAILS]) await killWhen(() => answered().size >= mails);
      expect([...answered()].toSorted()).toEqual(writers.toSorted());
      const ids = new Map<string, Set<string>>();
      for (const { mail, envelope } of smtp.sent) {
        const [to = ''] = envelope.to;
        ids.set(to, (ids.get(to) ?? new Set()).add(mail.messageId ?? ''));
        expect(mail.text?.trim()).toBe(`To ${to}.`);
      }
      for (const of of ids.values()) expect(of.size).toBe(1);
    },
    TIMEOUT_MS,
  );
});
