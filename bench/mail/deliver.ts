import { once } from 'node:events';
import { chmodSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { createTransport } from 'nodemailer';
import { SMTPServer } from 'smtp-server';
import type { Letter } from './letters.js';

const CONNECTIONS = 8;

/** Sends mails by SMTP to a server that puts them into a mailbox (maildir), as a delivery agent does. */
export async function deliver(maildir: string, written: readonly Letter[]): Promise<void> {
  for (const folder of ['', 'tmp', 'new', 'cur']) {
    mkdirSync(join(maildir, folder), { recursive: true });
    // The mail server reads as a user of its own.
    chmodSync(join(maildir, folder), 0o777);
  }
  let delivered = 0;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    onData: (stream, _, done) => {
      buffer(stream).then((content) => {
        const file = `1770000000.M${String(delivered++).padStart(7, '0')}P1.bench`;
        writeFileSync(join(maildir, 'tmp', file), content, { mode: 0o644 });
        renameSync(join(maildir, 'tmp', file), join(maildir, 'new', file));
        done();
      }, done);
    },
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.server.address() as AddressInfo;
  const transport = createTransport({
    ...{ host: '127.0.0.1', port, pool: true, maxConnections: CONNECTIONS, maxMessages: Number.POSITIVE_INFINITY },
  });
  for (let next = 0; next < written.length; next += CONNECTIONS) {
    const together = written.slice(next, next + CONNECTIONS);
    await Promise.all(
      together.map(({ from, raw }) => transport.sendMail({ envelope: { from, to: ['service@works.test'] }, raw })),
    );
  }
  transport.close();
  await new Promise<void>((resolve) => server.close(resolve));
}
