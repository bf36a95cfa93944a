import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { ImapServer } from './imap-server.js';
import { SmtpPeer } from './smtp-peer.js';

/** For each test of a file mail servers, and a folder for the database of a contact centre that uses them. */
export class MailHouse {
  #imap: ImapServer | undefined;
  #smtp: SmtpPeer | undefined;
  #folder = '';

  constructor() {
    beforeEach(async () => {
      this.#folder = mkdtempSync(join(tmpdir(), 'caruso-mails-'));
      this.#imap = new ImapServer();
      this.#smtp = new SmtpPeer();
      await this.#imap.start();
      await this.#smtp.start();
    });
    afterEach(async () => {
      await this.#smtp?.stop();
      await this.#imap?.close();
      rmSync(this.#folder, { recursive: true, force: true });
    });
  }

  get imap(): ImapServer {
    if (!this.#imap) throw new Error('There is a mail server only in a test.');
    return this.#imap;
  }

  get smtp(): SmtpPeer {
    if (!this.#smtp) throw new Error('There is a mail server only in a test.');
    return this.#smtp;
  }

  /** What the programs of this folder are started with. */
  get given(): readonly string[] {
    const { access } = this.imap;
    const options = { imap: access, smtp: this.smtp.access, from: 'service@works.test', queue: 'letters' };
    return [join(this.#folder, 'caruso.db'), JSON.stringify(options)];
  }
}
