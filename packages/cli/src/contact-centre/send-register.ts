import { type BrokenLine, type RegisterLine, readCsvRegister } from '@caruso/communication-server';
import type { Campaigns } from '@caruso/communication-server/contract';
import type { OutputOf } from '@caruso/core';

/** What became of a register. */
export interface SentRegister {
  readonly barred: number;
  readonly known: number;
  /** Lines without a number that can be read; a hundred are named, all are counted. */
  readonly brokenLines: number;
  readonly broken: readonly BrokenLine[];
}

/** Numbers that go over the border together. */
const AT_ONCE = 1_000;
const NAMED = 100;
/** What may help against a problem. */
const HINTS: Readonly<Record<string, string>> = { 'no-number': ' (written without a code? say --country)' };

/** Reads the numbers of a register from a CSV file, and hands them on in parts. */
export async function sendRegister(
  file: string,
  column: string,
  send: (numbers: string[]) => Promise<OutputOf<(typeof Campaigns)['operations']['readRegister']>>,
  progress: (text: string) => void,
): Promise<SentRegister> {
  const broken: BrokenLine[] = [];
  let [barred, known, brokenLines, sent] = [0, 0, 0, 0];
  const noteBroken = (line: BrokenLine) => {
    brokenLines += 1;
    if (broken.length < NAMED) broken.push(line);
  };
  let lines: RegisterLine[] = [];
  const hand = async () => {
    const part = await send(lines.map(({ number }) => number));
    barred += part.barred;
    known += part.known;
    for (const { place, number, because } of part.unreadable)
      noteBroken({ line: lines[place]?.line ?? 0, problem: `${number}: ${because}${HINTS[because] ?? ''}` });
    sent += lines.length;
    lines = [];
    progress(`${sent} numbers`);
  };
  for await (const line of readCsvRegister(file, column, noteBroken)) {
    lines.push(line);
    if (lines.length === AT_ONCE) await hand();
  }
  if (lines.length > 0) await hand();
  progress('');
  return { barred, known, brokenLines, broken: broken.sort((one, other) => one.line - other.line) };
}
