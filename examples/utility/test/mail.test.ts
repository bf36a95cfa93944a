import { defineAssembly, silentLog, startAssembly } from '@caruso/service-manager';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { describe, expect, it } from 'vitest';
import { mail } from '../src/mail/component.js';
import { Mail } from '../src/mail/contract.js';

/** A mail server on a free port that keeps what it is given. */
async function openMailServer() {
  const received: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, _session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        received.push(Buffer.concat(chunks).toString());
        done();
      });
    },
  });
  const port = await new Promise<number>((resolve) => {
    const listener = server.listen(0, '127.0.0.1', () => {
      const address = listener.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });
  return { port, received, close: () => new Promise<void>((resolve) => server.close(() => resolve())) };
}

const start = (port: number) =>
  startAssembly(
    defineAssembly({
      company: 'demo',
      components: [mail({ from: 'service@example.org', target: { smtp: `smtp://127.0.0.1:${port}` } })],
    }),
    { log: silentLog },
  );
const letter = { to: 'a@example.org', subject: 'Grüße', text: 'Ünïcode', idempotencyKey: 'm1' };

describe('the mail service with a mail server', () => {
  it('hands a mail over, and a repeated call sends it under the same id', async () => {
    const server = await openMailServer();
    const running = await start(server.port);
    const sent = await running.get(Mail).send(letter);
    expect(await running.get(Mail).send(letter)).toEqual(sent);
    const ids = await Promise.all(server.received.map(async (text) => (await simpleParser(text)).messageId));
    expect(ids).toEqual([sent.messageId, sent.messageId]);
    expect((await simpleParser(server.received[0] ?? '')).subject).toBe('Grüße');
    await running.stop();
    await server.close();
  });

  it('is unhealthy while the mail server is down, and says why', async () => {
    const server = await openMailServer();
    const running = await start(server.port);
    expect(await running.health()).toMatchObject([{ state: 'active' }]);
    await server.close();
    expect(await running.health()).toMatchObject([
      { state: 'unhealthy', reason: expect.stringContaining('ECONNREFUSED') },
    ]);
    await expect(running.get(Mail).send(letter)).rejects.toThrow('mail.send failed');
    await running.stop();
  });
});
