import { createHash } from 'node:crypto';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type AddressObject, type AttachmentStream, type Headers, MailParser, type MessageText } from 'mailparser';
import { cleanText } from '../clean-text.js';
import { HeaderLines } from './header-lines.js';

const LONGEST_SUBJECT = 1_000;
const LONGEST_TEXT = 1_000_000;
/** Characters of what could not be taken apart. */
const LONGEST_BODY = 20_000;
const LONGEST_HTML = 2_000_000;
/** As many characters as the store has room for; no address that exists is longer (RFC 5321, 4.5.3.1). */
const LONGEST_ADDRESS = 320;
/** Bytes at the beginning of a mail in which a mail server that could not deliver names the mail it was. */
const HEAD_BYTES = 262_144;

/** What could be read of a mail. */
export interface ReadMail {
  /** Of the mail, or made of what it consists of when it has none. */
  readonly messageId: string;
  /** The mails it answers, the nearest first. */
  readonly parents: readonly string[];
  readonly headers: HeaderLines;
  readonly from: { readonly address: string; readonly name: string };
  /** Where an answer of a person goes. */
  readonly replyTo: string;
  /** Where an answer of a machine goes. */
  readonly returnPath: string;
  readonly recipients: readonly string[];
  readonly subject: string;
  readonly text: string;
  /** Message ids that stand in it as headers of mails inside it. */
  readonly inner: readonly string[];
  /** What a mail server reports to have become of mails, such as `failed` or `delayed` (RFC 3464, 2.3.3). */
  readonly reported: readonly string[];
  readonly notes: readonly string[];
}

/** An attachment as it is read. */
export interface MailAttachment {
  readonly name: string;
  readonly type: string;
  readonly content: Readable;
}

/**
 * Reads a mail as it comes, without ever having all of it in memory, whatever it looks like: what cannot be read is noted.
 *
 * @param keep - keeps an attachment, and reads all of it
 * @throws what `source` or `keep` fails with, because it is not the mail's fault
 */
export async function readMail(
  source: Readable,
  keep: (attachment: MailAttachment) => Promise<void>,
): Promise<ReadMail> {
  const parser = new MailParser({ maxHtmlLengthToParse: LONGEST_HTML, skipTextToHtml: true, skipImageLinks: true });
  const head = new Head();
  const notes: string[] = [];
  let lines: readonly { readonly key: string; readonly line: string }[] = [];
  let text: MessageText | undefined;
  let notKept: unknown;
  let kept = 0;
  let failedFirst: 'source' | 'parser' | undefined;
  source.once('error', () => {
    failedFirst ??= 'source';
  });
  parser.once('error', () => {
    failedFirst ??= 'parser';
  });
  parser.on('headerLines', (written) => {
    lines = written;
  });
  const keepAll = async () => {
    for await (const part of parser as AsyncIterable<AttachmentStream | MessageText>) {
      if (part.type === 'text') {
        text = part;
        continue;
      }
      await keep(attachmentOf(part)).catch((thrown: unknown) => {
        notKept = thrown;
        throw thrown;
      });
      kept += 1;
      part.release?.();
    }
  };
  const [read] = await Promise.allSettled([pipeline(source, head, parser), keepAll()]);
  if (notKept) throw notKept;
  if (read.status === 'rejected') {
    if (failedFirst !== 'parser') throw read.reason;
    notes.push(`It could be read in part only: ${String(read.reason)}`);
  }
  const converted = text?.text ?? '';
  if (text?.textConversionError) notes.push(`Its HTML could not be made text: ${text.textConversionError.message}`);
  const headers = new HeaderLines(lines);
  const isInParts = headers.value('content-type')?.startsWith('multipart/') ?? false;
  // Somebody has written it, and somebody is to read it, whatever it looks like.
  const raw = converted.trim() === '' && kept === 0 && (isInParts || notes.length > 0) ? head.body() : '';
  if (raw !== '') notes.push('It could not be taken apart: this is what stands in it');
  return factsOf(parser.headers || new Map(), headers, raw === '' ? converted : raw, head, notes);
}

function factsOf(headers: Headers, lines: HeaderLines, text: string, head: Head, notes: readonly string[]): ReadMail {
  const [from] = addresses(headers, 'from');
  const [replyTo] = addresses(headers, 'reply-to');
  const [returnPath] = addresses(headers, 'return-path');
  const address = from?.address ?? returnPath?.address ?? '';
  const subject = headers.get('subject');
  const [messageId] = lines.ids('message-id');
  return {
    messageId: messageId ?? `<${head.digest}@unnamed.invalid>`,
    parents: [...new Set([...lines.ids('in-reply-to'), ...lines.ids('references').toReversed()])],
    headers: lines,
    from: { address: kept(address), name: cleanText(from?.name ?? '', 200) },
    replyTo: kept(replyTo?.address ?? address),
    returnPath: kept(returnPath?.address ?? address),
    recipients: ['delivered-to', 'x-original-to', 'to', 'cc'].flatMap((name) =>
      addresses(headers, name).map((recipient) => recipient.address),
    ),
    subject: cleanText(typeof subject === 'string' ? subject : '', LONGEST_SUBJECT),
    text: cleanText(text, LONGEST_TEXT),
    inner: head.idsInside(),
    reported: head.actions(),
    notes: text.length > LONGEST_TEXT ? [...notes, `Of its text ${LONGEST_TEXT} characters were kept`] : notes,
  };
}

function attachmentOf({ filename, contentType, content }: AttachmentStream): MailAttachment {
  const name = cleanText(filename ?? '', 255).replace(/[/\\\p{Cc}\p{Cf}]/gu, '_');
  return { name, type: cleanText(contentType, 100), content };
}

/** The addresses in a header, in lower case; a header that is no address, or a group, has those that can be found. */
function addresses(headers: Headers, name: string): readonly { readonly address: string; readonly name: string }[] {
  const value = headers.get(name);
  const objects = (Array.isArray(value) ? value : [value]).flatMap((one) =>
    typeof one === 'object' && 'html' in one ? [one as AddressObject] : typeof one === 'string' ? [plain(one)] : [],
  );
  return objects
    .flatMap((object) => object.value)
    .flatMap((entry) => [entry, ...(entry.group ?? [])])
    .flatMap((entry) => (entry.address ? [{ address: entry.address.toLowerCase(), name: entry.name }] : []));
}

/** Word by word: a header may be one word of a megabyte, in which nothing must be looked for again and again. */
function plain(text: string): AddressObject {
  const address = text.split(/[\s<>]+/).find((word) => /^[^@]+@[^@]+$/.test(word)) ?? '';
  return { value: [{ address, name: '' }], html: '', text };
}

function kept(address: string): string {
  return cleanText(address.slice(0, LONGEST_ADDRESS));
}

/** Lets a mail pass, and keeps its beginning and a digest of all of it. */
class Head extends Transform {
  readonly #pieces: Buffer[] = [];
  readonly #hash = createHash('sha256');
  #bytes = 0;

  override _transform(piece: Buffer, _: BufferEncoding, done: (error: null, piece: Buffer) => void): void {
    this.#hash.update(piece);
    if (this.#bytes < HEAD_BYTES) this.#pieces.push(piece);
    this.#bytes += piece.length;
    done(null, piece);
  }

  /** Of what has passed so far. */
  get digest(): string {
    return this.#hash.copy().digest('hex').slice(0, 40);
  }

  /** What stands behind the headers, as far as it is kept and can be shown; empty when there is nothing. */
  body(): string {
    const text = this.#text('utf8');
    const end = /\r?\n\r?\n/.exec(text);
    return end ? text.slice(end.index + end[0].length, end.index + LONGEST_BODY).trim() : '';
  }

  /** What stands in the part for programs of a report; what was sent may have such lines, too. */
  actions(): readonly string[] {
    const text = this.#text('latin1');
    const begin = text.search(/^content-type:\s*message\/(?:global-)?delivery-status/im);
    const [report = ''] = begin < 0 ? [] : text.slice(begin).split(/^--/m, 1);
    return [...report.matchAll(/^action:\s*([a-z]+)/gim)].map(([, action = '']) => action.toLowerCase());
  }

  idsInside(): readonly string[] {
    const text = this.#text('latin1');
    const inside = text.slice(text.search(/\r?\n\r?\n/) + 1);
    return [...inside.matchAll(/^message-id:\s*(<[^<>\s]+>)/gim)].flatMap(([, id]) => id ?? []);
  }

  #text(encoding: 'utf8' | 'latin1'): string {
    return Buffer.concat(this.#pieces).toString(encoding);
  }
}
