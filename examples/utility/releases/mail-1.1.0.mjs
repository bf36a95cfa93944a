import { createHash } from 'node:crypto';
import { appendFile, mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { defineContract } from '@caruso/core';
import { defineComponent, provide } from '@caruso/service-manager';
import { z } from 'zod';

/** The contract of src/mail/contract.ts: a release brings its own copy, which is compared with the one it replaces. */
const Mail = defineContract('mail', '1.0.0', {
  send: {
    input: z.object({
      to: z.email(),
      subject: z.string().min(1).max(200),
      text: z.string().min(1).max(20_000),
      idempotencyKey: z.string().min(1).max(80),
    }),
    output: z.object({ messageId: z.string() }),
    idempotent: true,
    timeoutMs: 10_000,
    description: 'Sends a plain text mail.',
  },
});

const folder = `${process.env.CARUSO_DATA ?? fileURLToPath(new URL('../data', import.meta.url))}/mail`;

/** Mail for an evening without a mail server: one file to look at, a line for each mail. */
class MailToOneFile {
  #sent = new Set();

  async start() {
    await mkdir(folder, { recursive: true });
  }

  async send({ idempotencyKey, ...mail }) {
    const id = createHash('sha256').update(idempotencyKey).digest('hex').slice(0, 24);
    const messageId = `<${id}@example.org>`;
    if (!this.#sent.has(id)) await appendFile(`${folder}/outbox.jsonl`, `${JSON.stringify({ messageId, ...mail })}\n`);
    this.#sent.add(id);
    return { messageId };
  }
}

export default defineComponent({ name: 'mail', version: '1.1.0', provides: [provide(Mail, MailToOneFile)] });
