import { createReadStream } from 'node:fs';

/** A line of a text file; without a text where it is longer than any line of a list. */
export interface Line {
  readonly line: number;
  readonly text: string | undefined;
}

/** Characters. */
const LONGEST = 100_000;

/**
 * Reads a text file of UTF-8 line by line, with or without a byte order mark. However long the file or one of its lines is, it
 * holds little of it.
 *
 * @throws what the file system throws
 */
export async function* linesOf(file: string): AsyncGenerator<Line> {
  let line = 0;
  let rest = '';
  let tooLong = false;
  const whole = (text: string): Line => {
    const shown = line === 0 ? text.replace(/^\uFEFF/, '') : text;
    line += 1;
    const fits = !tooLong && shown.length <= LONGEST;
    tooLong = false;
    return { line, text: fits ? shown : undefined };
  };
  for await (const chunk of createReadStream(file, 'utf8') as AsyncIterable<string>) {
    const parts = `${rest}${chunk}`.split(/\r?\n/);
    rest = parts.pop() ?? '';
    for (const part of parts) yield whole(part);
    if (rest.length <= LONGEST) continue;
    tooLong = true;
    rest = '';
  }
  if (rest !== '' || tooLong) yield whole(rest);
}
