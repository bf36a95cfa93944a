import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import { ImapServer, withoutImap } from '../packages/communication-server/test/support/mail/imap-server.js';
import type { Comparison } from './harness.js';
import { deliver } from './mail/deliver.js';
import { type Letter, letters } from './mail/letters.js';
import { readMailbox } from './mail/read-mailbox.js';
import { violations } from './mail/violations.js';

/**
 * Mails become work: sent by SMTP into the mailbox of a real server, read by the gateway over IMAP, stored in SQLite, put into
 * their threads, and the clocks of their answers started, in the nights in which summer time begins and ends. The peer
 * parses the same mails one after the other, and does nothing with them.
 *
 * `CARUSO_BENCH_MAILS` says how many; 100,000 if left out.
 */
export const name = 'mail';

const MAILS = Number(process.env.CARUSO_BENCH_MAILS ?? 100_000);
/** The evenings before clocks are changed, at 22:00 in Berlin, and when eight hours of night work later are over. */
const NIGHTS = [
  { at: '2026-03-28T21:00:00Z', due: '2026-03-29T21:00:00Z' },
  { at: '2026-10-24T20:00:00Z', due: '2026-10-25T04:00:00Z' },
];
const PROMISED_PER_SECOND = 300;
/** The rate does not fall with what is in the mailbox and in the store already; machines that are busy are forgiven some of it. */
const STEADY = 0.7;
const PROMISED_MEGABYTES = 1_000;

export async function run(): Promise<readonly Comparison[]> {
  if (withoutImap) {
    console.error('mail: nothing is measured, there is no Dovecot (dovecot-imapd) here');
    return [];
  }
  const written = letters(Math.ceil(MAILS / NIGHTS.length));
  const wrong: string[] = [];
  let [reading, secondHalves, parsing, megabytes] = [0, 0, 0, 0];
  for (const { at, due } of NIGHTS) {
    const read = await readNight(written, Date.parse(at));
    wrong.push(...violations(written, read.events, Date.parse(due)));
    reading += read.seconds;
    secondHalves += read.secondHalf;
    megabytes = Math.max(megabytes, read.megabytes);
    parsing += await parseAll(written);
  }
  for (const sentence of wrong.slice(0, 10)) console.error(sentence);
  const mails = written.length * NIGHTS.length;
  const speed = { unit: 'mails/s', better: 'higher', ours: mails / reading } as const;
  const promise = { peerName: 'the promise', bar: 1 } as const;
  return [
    row({
      case: `${mails} mails become work`,
      ...speed,
      peer: mails / parsing,
      peerName: 'mailparser alone',
      bar: null,
    }),
    row({ case: `${mails} mails become work`, ...speed, peer: PROMISED_PER_SECOND, ...promise }),
    row({
      ...{ case: 'the second half of them', unit: 'mails/s', better: 'higher', bar: STEADY },
      ...{ ours: mails / 2 / secondHalves, peer: mails / 2 / (reading - secondHalves), peerName: 'the first half' },
    }),
    row({
      ...{ case: 'memory above that before the start', unit: 'MB', better: 'lower', ours: megabytes },
      ...{ peer: PROMISED_MEGABYTES, ...promise },
    }),
    {
      ...row({
        ...{ case: 'what is lost, doubled, in no thread or due at another time', unit: 'findings', better: 'lower' },
        ...{ ours: wrong.length, peer: mails, peerName: 'mails', bar: 0 },
      }),
    },
  ];
}

async function readNight(written: readonly Letter[], at: number) {
  const folder = mkdtempSync(join(tmpdir(), 'caruso-bench-mail-'));
  const imap = new ImapServer();
  try {
    await imap.start();
    await deliver(imap.maildir, written);
    return await readMailbox({ imap: imap.access, folder, at, last: written.at(-1)?.from ?? '' });
  } finally {
    await imap.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Seconds. */
async function parseAll(written: readonly Letter[]): Promise<number> {
  const since = performance.now();
  for (const { raw } of written) await simpleParser(raw);
  return (performance.now() - since) / 1_000;
}

interface Row extends Pick<Comparison, 'case' | 'unit' | 'ours' | 'peer' | 'peerName' | 'bar'> {
  readonly better: 'higher' | 'lower';
}

function row({ better, ...row }: Row): Comparison {
  const ratio = row.ours / row.peer;
  const ok = row.bar === null || (better === 'higher' ? ratio >= row.bar : ratio <= row.bar);
  return { ...row, ratio, ok, oursSpread: 0, peerSpread: 0 };
}
