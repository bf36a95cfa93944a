import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { CliErrors } from '../errors.js';

/** How far a run came, and of what. */
interface Progress {
  /** A hash of the file and of how it is imported. */
  readonly of: string;
  readonly line: number;
}

/**
 * Up to which line a run that was interrupted has imported a file; 0 when there was none.
 *
 * @param notes the file in which it notes that
 * @throws CliErrors.OtherImport when the notes are of another file, or of another way to import it
 */
export async function linesDone(notes: string, file: string, options: object): Promise<Progress> {
  const hash = createHash('sha256').update(JSON.stringify(options));
  for await (const chunk of createReadStream(file)) hash.update(chunk as Uint8Array);
  const of = hash.digest('hex');
  const text = await readFile(notes, 'utf8').catch(() => undefined);
  if (text === undefined) return { of, line: 0 };
  const known = JSON.parse(text) as Progress;
  if (known.of === of) return known;
  throw new CliErrors.OtherImport({ notes, line: known.line });
}
