import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { finished } from 'node:stream/promises';

const LINES_IN_MEMORY = 50_000;

/**
 * Sorts lines of text, however many there are, in constant memory: what is too much lies in files of a folder that only its
 * owner may read, and that is removed afterwards.
 */
export class SortedLines {
  readonly #mostInMemory: number;
  #lines: string[] = [];
  #folder: string | undefined;
  readonly #files: string[] = [];

  /** @param mostInMemory how many lines are kept in memory; the others lie in files */
  constructor(mostInMemory = LINES_IN_MEMORY) {
    this.#mostInMemory = mostInMemory;
  }

  /** @param line without line breaks */
  async add(line: string): Promise<void> {
    this.#lines.push(line);
    if (this.#lines.length >= this.#mostInMemory) await this.#spill();
  }

  /** All lines, by their characters' codes. */
  async *read(): AsyncGenerator<string> {
    this.#lines.sort();
    const rest = this.#lines;
    if (this.#files.length === 0) {
      yield* rest;
      return;
    }
    yield* merged([...this.#files.map(linesOf), fromArray(rest)]);
  }

  /** Removes what lies in files. */
  async close(): Promise<void> {
    this.#lines = [];
    if (this.#folder !== undefined) await rm(this.#folder, { recursive: true, force: true });
  }

  async #spill(): Promise<void> {
    this.#folder ??= await mkdtemp(join(tmpdir(), 'caruso-sort-'));
    const lines = this.#lines.sort();
    this.#lines = [];
    const file = join(this.#folder, String(this.#files.length));
    const stream = createWriteStream(file, { mode: 0o600 });
    for (const line of lines) if (!stream.write(`${line}\n`)) await once(stream, 'drain');
    stream.end();
    await finished(stream);
    this.#files.push(file);
  }
}

function linesOf(file: string): AsyncIterator<string> {
  const input = createReadStream(file, 'utf8');
  return createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })[Symbol.asyncIterator]();
}

async function* fromArray(lines: readonly string[]): AsyncGenerator<string> {
  yield* lines;
}

/** The lines of several sorted runs in one order. */
async function* merged(runs: readonly AsyncIterator<string>[]): AsyncGenerator<string> {
  const heads = await Promise.all(runs.map(async (run) => ({ run, head: await run.next() })));
  for (;;) {
    let first: (typeof heads)[number] | undefined;
    for (const each of heads) {
      if (each.head.done === true) continue;
      if (first === undefined || each.head.value < (first.head.value as string)) first = each;
    }
    if (first === undefined) return;
    yield first.head.value as string;
    first.head = await first.run.next();
  }
}
