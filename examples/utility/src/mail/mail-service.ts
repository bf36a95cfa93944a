import { createHash } from 'node:crypto';
import { mkdir, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { InputOf, Service } from '@caruso/core';
import { inject } from '@caruso/service-manager';
import { createTransport, type Transporter } from 'nodemailer';
import type { Mail } from './contract.js';

/** Where mail goes: into a folder as `.eml` files, or to an SMTP server (`smtp://user:password@host:587`). */
type MailTarget = { readonly folder: string } | { readonly smtp: string };

export interface MailOptions {
  readonly from: string;
  readonly target: MailTarget;
}

export const MAIL_OPTIONS = Symbol('mail options');

/**
 * Sends mail. The message id is made from the caller's key, so a mail server that sees the same mail a second
 * time after a crash can tell, and so can the folder.
 */
export class MailService implements Service<typeof Mail> {
  readonly #transport: Transporter;

  constructor(@inject(MAIL_OPTIONS) private readonly options: MailOptions) {
    const { target } = options;
    this.#transport =
      'smtp' in target ? createTransport(target.smtp) : createTransport({ streamTransport: true, buffer: true });
  }

  async start() {
    if ('folder' in this.options.target) await mkdir(this.options.target.folder, { recursive: true });
  }

  async check() {
    if ('folder' in this.options.target) await stat(this.options.target.folder);
    else await this.#transport.verify();
  }

  stop() {
    this.#transport.close();
  }

  async send({ to, subject, text, idempotencyKey }: InputOf<(typeof Mail.operations)['send']>) {
    const { from, target } = this.options;
    const id = createHash('sha256').update(idempotencyKey).digest('hex').slice(0, 24);
    const messageId = `<${id}@${from.slice(from.indexOf('@') + 1)}>`;
    const sent = await this.#transport.sendMail({ from, to, subject, text, messageId });
    if ('folder' in target) await writeWhole(join(target.folder, `${id}.eml`), sent.message as Buffer);
    return { messageId };
  }
}

/** A reader of the folder never sees half a mail. */
async function writeWhole(path: string, content: Buffer): Promise<void> {
  await writeFile(`${path}.part`, content);
  await rename(`${path}.part`, path);
}
