import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ImapFlow } from 'imapflow';
import { freePort } from '../telephone/ports.js';

const DOVECOT = '/usr/sbin/dovecot';
const PASSWORD = 'secret';

/** Whether this machine has the mail server of the tests (dovecot-imapd of Debian); where servers are required it must. */
export const withoutImap = !existsSync(DOVECOT) && process.env.CARUSO_REQUIRE_SERVERS !== '1';

/** A real mail server of a test, with a folder of its own. */
export class ImapServer {
  readonly #folder = mkdtempSync(join(tmpdir(), 'caruso-imap-'));
  #port = 0;
  #process: ChildProcess | undefined;
  /** What else stands in the configuration of the server. */
  settings = '';

  get access() {
    return { host: '127.0.0.1', port: this.#port, user: 'service', password: PASSWORD };
  }

  /** The folder of the user's mailbox, where a delivery agent puts mails. */
  get maildir(): string {
    return join(this.#folder, 'mail', 'service');
  }

  async start(): Promise<void> {
    this.#port ||= await freePort();
    for (const name of ['run', 'state', 'mail']) mkdirSync(join(this.#folder, name), { recursive: true });
    // Dovecot's own users read and write there.
    chmodSync(this.#folder, 0o755);
    chmodSync(join(this.#folder, 'mail'), 0o777);
    writeFileSync(join(this.#folder, 'dovecot.conf'), this.#configuration());
    const child = spawn(DOVECOT, ['-F', '-c', join(this.#folder, 'dovecot.conf')], { stdio: 'ignore' });
    this.#process = child;
    while (!(await answers(this.#port))) {
      if (child.exitCode !== null) throw new Error(`Dovecot has ended: ${this.#log()}`);
      await new Promise(setImmediate);
    }
  }

  async stop(): Promise<void> {
    const child = this.#process;
    this.#process = undefined;
    if (!child || child.exitCode !== null) return;
    const exited = once(child, 'exit');
    child.kill();
    await exited;
  }

  async close(): Promise<void> {
    await this.stop();
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5 });
  }

  /** Puts a mail into the mailbox, as a mail server does that has received it. */
  async deliver(...mails: readonly (string | Buffer)[]): Promise<void> {
    await this.#asClient(async (client) => {
      for (const mail of mails)
        await client.append('INBOX', typeof mail === 'string' ? mail.replace(/\r?\n/g, '\r\n') : mail);
    });
  }

  /** The mailbox is made anew: the same mails with other numbers. */
  async renumber(mails: readonly string[]): Promise<void> {
    await this.stop();
    rmSync(join(this.#folder, 'mail', 'service'), { recursive: true, force: true });
    await this.start();
    await this.deliver(...mails);
  }

  /** The mail server can no longer read a mail, counted from 0 in the order of their arrival, or can again. */
  lock(mail: number, isLocked = true): void {
    chmodSync(this.#files()[mail] ?? '', isLocked ? 0 : 0o644);
  }

  /** Takes away what the server has noted of its mails, such as their sizes, as other delivery agents note none. */
  forgetSizes(): void {
    for (const file of this.#files()) renameSync(file, file.replace(/,S=\d+,W=\d+/, ''));
    for (const name of readdirSync(this.maildir)) if (name.startsWith('dovecot')) rmSync(join(this.maildir, name));
  }

  #files(): readonly string[] {
    const folders = ['cur', 'new'].map((name) => join(this.maildir, name));
    const files = folders.flatMap((folder) => readdirSync(folder).map((name) => ({ folder, name })));
    // Seconds, and microseconds without leading zeros.
    const at = (name: string) => {
      const [, seconds = '', micros = ''] = /^(\d+)\.M(\d+)/.exec(name) ?? [];
      return Number(seconds) * 1_000_000 + Number(micros);
    };
    return files.toSorted((a, b) => at(a.name) - at(b.name)).map(({ folder, name }) => join(folder, name));
  }

  async #asClient(work: (client: ImapFlow) => Promise<void>): Promise<void> {
    const { host, port, user, password: pass } = this.access;
    const client = new ImapFlow({ host, port, secure: false, auth: { user, pass }, logger: false });
    await client.connect();
    await work(client);
    await client.logout();
  }

  #configuration(): string {
    const root = process.getuid?.() === 0;
    const [internal, login] = root ? ['dovecot', 'dovenull'] : [process.env.USER ?? '', process.env.USER ?? ''];
    return `
protocols = imap
listen = 127.0.0.1
base_dir = ${this.#folder}/run
state_dir = ${this.#folder}/state
log_path = ${this.#folder}/log
mail_location = maildir:${this.#folder}/mail/%u
ssl = no
${this.settings}
disable_plaintext_auth = no
default_internal_user = ${internal}
default_internal_group = ${internal}
default_login_user = ${login}
first_valid_uid = 0
first_valid_gid = 0
${root ? '' : 'service anvil {\n  chroot =\n}\nservice stats {\n  chroot =\n}\n'}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${this.#port}
  }
  inet_listener imaps {
    port = 0
  }
}
passdb {
  driver = static
  args = password=${PASSWORD}
}
userdb {
  driver = static
  args = uid=${internal} gid=${internal} home=${this.#folder}/mail/%u
}
`;
  }

  #log(): string {
    const file = join(this.#folder, 'log');
    return existsSync(file) ? readFileSync(file, 'utf8') : 'it has written nothing';
  }
}

async function answers(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'data');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
