import type { Gateway } from '../gateway.js';
import { MailConnection } from './mail-connection.js';
import { checkMailOptions, type MailOptions } from './mail-options.js';

/**
 * Contacts by mail: received by IMAP, answered by SMTP. Each mail that is not written by a machine opens a contact, or is added
 * to the open contact of its thread.
 *
 * A mail server that cannot be reached is tried again for ever; what was not sent meanwhile is sent then, also after a crash.
 *
 * @throws ContactCentreErrors.InvalidMail with everything that is wrong
 * @example
 * ```ts
 * mail({
 *   imap: { host: 'mail.stadtwerke.example', port: 993, user: 'service', password: env.MAIL_PASSWORD },
 *   smtp: { host: 'mail.stadtwerke.example', port: 587, user: 'service', password: env.MAIL_PASSWORD },
 *   from: 'Stadtwerke <service@stadtwerke.example>',
 *   queue: 'letters',
 *   autoReply: { text: 'Dear {name},\n\nwe have your mail and will answer within a day.' },
 * });
 * ```
 */
export function mail(options: MailOptions): Gateway {
  checkMailOptions(options);
  const { id = 'mail', queue, addresses = {} } = options;
  const where = `the gateway "${id}"`;
  const named = Object.entries(addresses).map(([to, answered]) => ({ to, queue: answered, where }));
  return {
    id,
    sendsMail: true,
    destinations: [{ to: options.from, queue, where }, ...named],
    open: (host) => MailConnection.open(id, options, host),
  };
}
