export { mail } from './gateways/mail/mail.js';
export type { MailOptions, MailServer } from './gateways/mail/mail-options.js';
