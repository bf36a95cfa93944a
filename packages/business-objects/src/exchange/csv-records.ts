import { CsvError, parse } from 'csv-parse';
import { ObjectErrors } from '../errors.js';

/** One record of a CSV file. */
export interface CsvRecord {
  /** The line on which it ends, counted from 1. */
  readonly line: number;
  readonly fields: readonly string[];
}

/** How a CSV file is written; what is not said is found out. */
export interface CsvFormat {
  /** An encoding that `TextDecoder` knows; by default UTF-8, or UTF-16 when a byte order mark says so. */
  readonly encoding?: string | undefined;
  /** By default the one of `, ; | tab` that stands most often in the first record. */
  readonly separator?: string | undefined;
}

const SEPARATORS = [',', ';', '\t', '|'];
const LONGEST_RECORD = 1_000_000;
const ENOUGH_TO_DETECT = 64 * 1024;

/**
 * Reads the records of a CSV file (RFC 4180), the first of which holds the headings.
 *
 * @throws ObjectErrors.UnreadableFile when it is not in its encoding, or a record is not well-formed
 */
export async function* csvRecords(
  bytes: AsyncIterable<Uint8Array>,
  { encoding, separator }: CsvFormat = {},
): AsyncGenerator<CsvRecord> {
  const texts = decoded(bytes, encoding);
  let start = '';
  for (;;) {
    const next = await texts.next();
    if (next.done) break;
    start += next.value;
    if (separator !== undefined || start.length > ENOUGH_TO_DETECT) break;
  }
  const parser = parse({
    delimiter: separator ?? detectSeparator(start),
    info: true,
    relaxColumnCount: true,
    skipEmptyLines: true,
    maxRecordSize: LONGEST_RECORD,
  });
  const feeding = feed(parser, start, texts);
  // A failure of the source reaches the reader through the parser.
  feeding.catch((thrown: unknown) => parser.destroy(thrown as Error));
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      yield { line: info.lines, fields: record };
    }
  } catch (thrown) {
    if (!(thrown instanceof CsvError)) throw thrown;
    const { lines } = thrown as unknown as { readonly lines?: number };
    const reason = thrown.message.replace(/\.$/, '');
    throw new ObjectErrors.UnreadableFile({ line: lines, reason }, { cause: thrown });
  }
}

async function feed(parser: ReturnType<typeof parse>, start: string, texts: AsyncIterable<string>): Promise<void> {
  const write = (text: string) =>
    parser.destroyed || parser.write(text)
      ? undefined
      : new Promise<void>((resolve) => parser.once('drain', resolve).once('close', resolve));
  await write(start);
  for await (const text of texts) await write(text);
  parser.end();
}

/** @throws ObjectErrors.UnreadableFile */
async function* decoded(bytes: AsyncIterable<Uint8Array>, encoding: string | undefined): AsyncGenerator<string> {
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  let name = encoding ?? 'utf-8';
  const decode = (chunk?: Uint8Array) => {
    try {
      decoder ??= new TextDecoder(name, { fatal: true });
      return decoder.decode(chunk, { stream: chunk !== undefined });
    } catch (cause) {
      const unknown = cause instanceof RangeError;
      const reason = unknown
        ? `there is no encoding "${name}"`
        : `it is not written in ${name}; say in which it is, e.g. latin1`;
      throw new ObjectErrors.UnreadableFile({ reason }, { cause });
    }
  };
  for await (const chunk of bytes) {
    if (decoder === undefined && encoding === undefined) name = markedEncoding(chunk) ?? name;
    yield decode(chunk);
  }
  yield decode();
}

function markedEncoding([first, second]: Uint8Array): string | undefined {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : undefined;
}

/** The separator that stands most often in the first record, outside quotation marks. */
export function detectSeparator(text: string): string {
  const counts = new Map<string, number>();
  let quoted = false;
  for (const character of text) {
    if (character === '"') quoted = !quoted;
    else if (!quoted && (character === '\n' || character === '\r') && counts.size > 0) break;
    else if (!quoted && SEPARATORS.includes(character)) counts.set(character, (counts.get(character) ?? 0) + 1);
  }
  const [best] = [...counts].sort(([, a], [, b]) => b - a);
  return best?.[0] ?? ',';
}
