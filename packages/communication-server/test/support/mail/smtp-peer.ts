import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

/** A mail that was sent. */
export interface SentMail {
  readonly mail: ParsedMail;
  readonly envelope: { readonly from: string; readonly to: readonly string[] };
}

/** The mail server through which a test's contact centre sends. */
export class SmtpPeer {
  readonly sent: SentMail[] = [];
  /** Recipients that are refused, with the code. */
  readonly refused = new Map<string, number>();
  /** Whether our address may send. */
  takesOurs = true;
  /** Is told of each recipient, and answered about him when that is over. */
  asked: (address: string) => Promise<void> = async () => undefined;
  #server: SMTPServer | undefined;
  #port = 0;
  #heard: (() => void) | undefined;

  get access() {
    return { host: '127.0.0.1', port: this.#port };
  }

  async start(): Promise<void> {
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      logger: false,
      onMailFrom: (_, __, done) => {
        const refusal = Object.assign(new Error('your account is suspended'), { responseCode: 550 });
        done(this.takesOurs ? null : refusal);
      },
      onRcptTo: ({ address }, _, done) => {
        this.asked(address).then(() => {
          const code = this.refused.get(address);
          const refusal = new Error(`${address}: there is nobody of this name`);
          done(code === undefined ? null : Object.assign(refusal, { responseCode: code }));
        }, done);
      },
      onData: (stream, { envelope }, done) => {
        simpleParser(stream).then((mail) => {
          const from = envelope.mailFrom ? envelope.mailFrom.address : '';
          this.sent.push({ mail, envelope: { from, to: envelope.rcptTo.map(({ address }) => address) } });
          done();
          this.#heard?.();
        }, done);
      },
    });
    // Who is killed resets what it had open.
    server.on('error', () => undefined);
    this.#server = server;
    server.listen(this.#port, '127.0.0.1');
    await once(server.server, 'listening');
    this.#port = (server.server.address() as AddressInfo).port;
  }

  /** Waits until so many mails were sent. */
  async count(mails: number): Promise<readonly SentMail[]> {
    await this.until(() => this.sent.length >= mails);
    return this.sent;
  }

  /** Waits until what was sent is enough. */
  async until(isEnough: () => boolean): Promise<void> {
    while (!isEnough())
      await new Promise<void>((resolve) => {
        this.#heard = resolve;
      });
  }

  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (server) await new Promise<void>((resolve) => server.close(resolve));
  }
}
