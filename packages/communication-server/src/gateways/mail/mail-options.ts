import { z } from 'zod';
import { ContactCentreErrors } from '../../errors.js';
import { KNOWN_AT_ARRIVAL, templateProblems } from '../../templates/placeholders.js';

/** How a mail server is reached. */
export interface MailServer {
  readonly host: string;
  readonly port: number;
  /** Whether the connection begins with TLS; if left out, at the ports 993 and 465. Otherwise TLS begins where the server offers it. */
  readonly secure?: boolean;
}

/** What {@link mail} takes. */
export interface MailOptions {
  /** Unique in an assembly; stays the same for ever. `mail` if left out. */
  readonly id?: string;
  /** Where mail is received. `mailbox` is `INBOX` if left out; nothing in it is changed. */
  readonly imap: MailServer & { readonly user: string; readonly password: string; readonly mailbox?: string };
  /** Where mail is sent. */
  readonly smtp: MailServer & { readonly user?: string; readonly password?: string };
  /** Who answers: `Stadtwerke <service@stadtwerke.example>`. */
  readonly from: string;
  /** The queue of mail to no address of `addresses`. */
  readonly queue: string;
  /** Queues by the address that was written to. Answers come from this address. */
  readonly addresses?: Readonly<Record<string, string>>;
  /**
   * What a customer who begins to write is told at once. `{name}`, `{address}` and `{subject}` are those of the customer.
   * Machines get no answer, nobody more than `perHour` (4 if left out).
   */
  readonly autoReply?: { readonly subject?: string; readonly text: string; readonly perHour?: number };
  /** Bytes of a mail that is read in whole; of a larger one the beginning. 25 MB if left out. */
  readonly maxBytes?: number;
}

const server = {
  host: z.string().min(1),
  port: z.int().min(1).max(65_535),
  secure: z.boolean().optional(),
};
const address = z.string().regex(/^[^\s@<>]+@[^\s@<>]+$/, 'an address such as service@stadtwerke.example is expected');

const replyText = z
  .string()
  .min(1)
  .superRefine((text, context) => {
    for (const { message, hint } of templateProblems(text, KNOWN_AT_ARRIVAL))
      context.addIssue({ code: 'custom', message: hint === undefined ? message : `${message} (${hint})` });
  });

const Options = z.strictObject({
  id: z.string().min(1).max(100).optional(),
  imap: z.strictObject({
    ...server,
    user: z.string().min(1),
    password: z.string().min(1, 'a password is expected; take it from the environment'),
    mailbox: z.string().min(1).optional(),
  }),
  smtp: z.strictObject({ ...server, user: z.string().optional(), password: z.string().optional() }),
  from: z
    .string()
    .regex(
      /^[^\s@<>]+@[^\s@<>]+$|^[^<>\r\n]*<[^\s@<>]+@[^\s@<>]+>$/,
      'something like "Stadtwerke <service@stadtwerke.example>" is expected',
    ),
  queue: z.string().min(1),
  addresses: z.record(address, z.string()).optional(),
  autoReply: z
    .strictObject({
      subject: replyText.optional(),
      text: replyText,
      perHour: z.int().positive().optional(),
    })
    .optional(),
  maxBytes: z.int().min(100_000).optional(),
});

/** @throws ContactCentreErrors.InvalidMail with everything that is wrong */
export function checkMailOptions(options: unknown): void {
  const { error } = Options.safeParse(options);
  if (!error) return;
  const problems = error.issues.map(({ path, message }) => [path.join('.'), message].filter(Boolean).join(': '));
  throw new ContactCentreErrors.InvalidMail({ problems });
}
