import { systemClock } from '@caruso/core';
import { silentLog } from '@caruso/service-manager';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Mailbox } from '../../src/gateways/mail/mailbox.js';
import { ImapServer, withoutImap } from '../support/mail/imap-server.js';
import { letter } from '../support/mail/mail-centre.js';
import { Wire } from '../support/mail/wire.js';

const SILENCE_MS = 250;
const BOUND_MS = 15_000;

let imap: ImapServer;
let wire: Wire;
beforeEach(async () => {
  imap = new ImapServer();
  await imap.start();
  wire = new Wire(imap.access.port);
  await wire.mend();
});
afterEach(async () => {
  await wire.cut();
  await imap.close();
});

/** A mailbox that is read over the wire. */
function mailbox(taken: string[]): Mailbox {
  const memory = new Map<string, string>();
  return new Mailbox({
    ...{ imap: { ...imap.access, port: wire.port }, maxBytes: 1_000_000, silenceMs: SILENCE_MS },
    host: {
      ...{ clock: systemClock, log: silentLog, recall: async (name: string) => memory.get(name) },
      remember: async (name, text) => {
        memory.set(name, text);
      },
    },
    take: async (mails) => {
      taken.push(...mails.map(({ externalId }) => externalId));
    },
    giveUp: async () => false,
  });
}

describe.skipIf(withoutImap)('a mailbox whose server says nothing any more', () => {
  it('without the connection being closed is connected again, and what came meanwhile is taken once', async () => {
    const taken: string[] = [];
    const reader = mailbox(taken);
    await reader.open();
    reader.start();
    try {
      await imap.deliver(letter({ 'Message-ID': '<a@x.test>' }));
      await vi.waitFor(() => expect(taken).toHaveLength(1), BOUND_MS);
      wire.silence();
      await imap.deliver(letter({ 'Message-ID': '<b@x.test>' }));
      await vi.waitFor(() => expect(taken).toHaveLength(2), BOUND_MS);
      expect(new Set(taken).size).toBe(2);
      expect(wire.connections).toBe(2);
    } finally {
      await reader.close();
    }
  });

  it('because nothing comes is asked, and stays connected', async () => {
    const taken: string[] = [];
    const reader = mailbox(taken);
    await reader.open();
    reader.start();
    try {
      await imap.deliver(letter({ 'Message-ID': '<a@x.test>' }));
      await vi.waitFor(() => expect(taken).toHaveLength(1), BOUND_MS);
      const heard = wire.bytes;
      await vi.waitFor(() => expect(wire.bytes).toBeGreaterThan(heard + 500), BOUND_MS);
      await imap.deliver(letter({ 'Message-ID': '<b@x.test>' }));
      await vi.waitFor(() => expect(taken).toHaveLength(2), BOUND_MS);
      expect(wire.connections).toBe(1);
    } finally {
      await reader.close();
    }
  });
});
