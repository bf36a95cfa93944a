import { VirtualClock } from '@caruso/core';
import { silentLog } from '@caruso/service-manager';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ContactCentreErrors } from '../../src/errors.js';
import { Mailbox } from '../../src/gateways/mail/mailbox.js';
import { withoutImap } from '../support/mail/imap-server.js';
import { letter, MailCentre } from '../support/mail/mail-centre.js';
import { Wire } from '../support/mail/wire.js';

const BOUND_MS = 20_000;
const WRITERS = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => `${name}@x.test`);
/** The writers of the mails that cannot be read, one behind the other and one by itself. */
const LOCKED = [1, 2, 4];
const GIVEN_UP = 'A mail cannot be read and is set aside; it is in the mailbox';
const TRIED_AGAIN = 'Mail cannot be received; it is tried again';

let mails: MailCentre;
let clock: VirtualClock;
beforeEach(() => {
  clock = new VirtualClock(Date.now());
  mails = new MailCentre();
  mails.clock = clock;
});
afterEach(() => mails.close());

/** A mailbox of several mails, some of which are locked. */
async function deliver(settings = '', locked = LOCKED): Promise<void> {
  mails.imap.settings = settings;
  await mails.imap.start();
  await mails.smtp.start();
  await mails.imap.deliver(...WRITERS.map((From) => letter({ From, 'Message-ID': `<${From}>` })));
  for (const mail of locked) mails.imap.lock(mail);
}

/** Lets time pass until so many contacts have arrived, and tells who has written them. */
async function arrivals(count: number): Promise<readonly string[]> {
  await vi.waitFor(async () => {
    clock.advance(60_000);
    expect((await mails.all('contact-arrived')).length).toBeGreaterThanOrEqual(count);
  }, BOUND_MS);
  return (await mails.all('contact-arrived')).map(({ from }) => from);
}

const readable = WRITERS.filter((_, mail) => !LOCKED.includes(mail));
/** What Dovecot does with a mail it cannot read: it ends the connection, or answers NO. */
const DISCONNECTS = '';
const REFUSES = 'imap_fetch_failure = no-after';

describe.skipIf(withoutImap)('a mail that its server cannot read', () => {
  it.each([
    ['ends the connection', DISCONNECTS, false],
    ['answers NO', REFUSES, false],
    ['ends the connection when it is asked for sizes', DISCONNECTS, true],
  ])(
    'and for which it %s is set aside; those before and behind it are taken in their order',
    async (_, settings, unsized) => {
      await deliver(settings, []);
      if (unsized) mails.imap.forgetSizes();
      for (const mail of LOCKED) mails.imap.lock(mail);
      await mails.start();
      expect(await arrivals(readable.length)).toEqual(readable);
      const aside = await mails.all('message-set-aside');
      expect(aside).toMatchObject(
        LOCKED.map((mail) => ({
          ...{ gateway: 'mail', queue: 'letters', kind: 'unreadable' },
          message: expect.stringMatching(new RegExp(`/${mail + 1}$`)),
        })),
      );
      expect(mails.said.filter((message) => message === GIVEN_UP)).toHaveLength(LOCKED.length);

      await mails.stop();
      await mails.imap.deliver(letter({ From: 'last@x.test', 'Message-ID': '<last@x.test>' }));
      await mails.start();
      expect(await arrivals(readable.length + 1)).toEqual([...readable, 'last@x.test']);
      expect(await mails.all('message-set-aside')).toHaveLength(LOCKED.length);
    },
  );

  it.each([
    ['ends the connection', DISCONNECTS],
    ['answers NO', REFUSES],
  ])('is not given up when none behind it can be read either, however often it %s', async (_, settings) => {
    await deliver(settings, [...WRITERS.keys()].slice(1));
    await mails.start();
    expect(await arrivals(1)).toEqual(['a@x.test']);
    const tried = () => mails.said.filter((message) => message === TRIED_AGAIN).length;
    await vi.waitFor(() => {
      clock.advance(60_000);
      expect(tried()).toBeGreaterThan(12);
    }, BOUND_MS);
    expect(await mails.all('message-set-aside')).toEqual([]);
    for (const mail of WRITERS.keys()) if (mail > 1) mails.imap.lock(mail, false);
    const others = WRITERS.filter((_, mail) => mail !== 1);
    expect(await arrivals(others.length)).toEqual(others);
    expect(await mails.all('message-set-aside')).toHaveLength(1);
  });

  it('is taken in its order when it can be read again before it was tried a few times', async () => {
    await deliver(DISCONNECTS);
    await mails.start();
    expect(await arrivals(1)).toEqual(['a@x.test']);
    for (const mail of LOCKED) mails.imap.lock(mail, false);
    expect(await arrivals(WRITERS.length)).toEqual(WRITERS);
    expect(mails.said).toContain(TRIED_AGAIN);
    expect(mails.said).not.toContain(GIVEN_UP);
    expect(await mails.all('message-set-aside')).toEqual([]);
  });
});

describe.skipIf(withoutImap)('a connection that breaks', () => {
  it('whenever one mail is asked for costs no mail, however often it does', async () => {
    await deliver(DISCONNECTS, []);
    const wire = new Wire(mails.imap.access.port);
    await wire.mend();
    try {
      wire.breaksAt = /UID FETCH [\d,]*\b3\b.*BODY/;
      await mails.start({ imap: { ...mails.imap.access, port: wire.port } });
      expect(await arrivals(2)).toEqual(['a@x.test', 'b@x.test']);
      const before = wire.connections;
      await vi.waitFor(() => {
        clock.advance(60_000);
        expect(wire.connections).toBeGreaterThan(before + 10);
      }, BOUND_MS);
      expect(await mails.all('message-set-aside')).toEqual([]);
      wire.breaksAt = undefined;
      expect(await arrivals(WRITERS.length)).toEqual(WRITERS);
      expect(await mails.all('message-set-aside')).toEqual([]);
    } finally {
      await mails.stop();
      await wire.cut();
    }
  });
});

describe.skipIf(withoutImap)('a mailbox', () => {
  const taken: string[] = [];
  const givenUp: (readonly [mail: string, reason: string])[] = [];
  let tries = 0;
  beforeEach(() => {
    taken.length = 0;
    givenUp.length = 0;
    tries = 0;
  });

  /** Reads a mailbox whose second mail cannot be taken, with others or by itself, until enough has happened. */
  async function read(failure: (tries: number) => unknown, isEnough: () => void): Promise<void> {
    await deliver(DISCONNECTS, []);
    const memory = new Map<string, string>();
    const number = (externalId: string) => externalId.split('/')[1] ?? '';
    const mailbox = new Mailbox({
      ...{ imap: mails.imap.access, maxBytes: 1_000_000 },
      host: {
        ...{ clock, log: silentLog, recall: async (name: string) => memory.get(name) },
        remember: async (name, text) => {
          memory.set(name, text);
        },
      },
      take: async (given) => {
        const numbers = given.map(({ externalId }) => number(externalId));
        const thrown = numbers.includes('2') ? failure(++tries) : undefined;
        if (thrown) throw thrown;
        taken.push(...numbers);
      },
      giveUp: async (externalId, reason) => {
        givenUp.push([number(externalId), reason]);
        return true;
      },
    });
    await mailbox.open();
    mailbox.start();
    try {
      await vi.waitFor(() => {
        clock.advance(60_000);
        isEnough();
      }, BOUND_MS);
    } finally {
      await mailbox.close();
    }
  }

  it('gives a mail up whose reading throws, when it was tried with others once and five times by itself', async () => {
    await read(
      () => new TypeError('it is odd'),
      () => expect(taken).toHaveLength(5),
    );
    expect(taken).toEqual(['1', '3', '4', '5', '6']);
    expect(givenUp).toEqual([['2', 'it is odd']]);
    expect(tries).toBe(6);
  });

  it('gives no mail up while the log cannot be written, however often it is tried', async () => {
    await read(
      (tried) => (tried < 20 ? new ContactCentreErrors.LogUnavailable({ reason: 'the disk is full' }) : undefined),
      () => expect(taken).toHaveLength(6),
    );
    expect(taken).toEqual(['1', '2', '3', '4', '5', '6']);
    expect(givenUp).toEqual([]);
    expect(tries).toBe(20);
  });
});
