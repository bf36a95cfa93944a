/** A line of a comparison, with its number in the later text, or of a removed one in the earlier. */
export interface DiffLine {
  readonly kind: 'same' | 'removed' | 'added';
  readonly number: number;
  readonly text: string;
}

/** Lines that are the same around those that are not. */
const CONTEXT = 3;
/** Beyond this many pairs of lines, what differs is shown as one block. */
const MOST_PAIRS = 4_000_000;

/** What has changed between two texts: groups of lines, each with some that are the same around. */
export function diffLines(before: string, after: string): DiffLine[][] {
  return grouped(compared(linesOf(before), linesOf(after)));
}

const linesOf = (text: string) => text.split(/\r\n|\r|\n/);

function compared(before: readonly string[], after: readonly string[]): DiffLine[] {
  let start = 0;
  while (start < Math.min(before.length, after.length) && before[start] === after[start]) start += 1;
  let end = 0;
  const most = Math.min(before.length, after.length) - start;
  while (end < most && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1;
  const same = (at: number): DiffLine => ({ kind: 'same', number: at + 1, text: after[at] ?? '' });
  const middle = between(before.slice(start, before.length - end), after.slice(start, after.length - end), start);
  const head = Array.from({ length: start }, (_, at) => same(at));
  const tail = Array.from({ length: end }, (_, at) => same(after.length - end + at));
  return [...head, ...middle, ...tail];
}

/** By the longest common subsequence (Wagner and Fischer, 1974). */
function between(before: readonly string[], after: readonly string[], offset: number): DiffLine[] {
  const removed = (at: number): DiffLine => ({ kind: 'removed', number: offset + at + 1, text: before[at] ?? '' });
  const added = (at: number): DiffLine => ({ kind: 'added', number: offset + at + 1, text: after[at] ?? '' });
  const width = after.length + 1;
  if (before.length * after.length > MOST_PAIRS) {
    return [...before.map((_, at) => removed(at)), ...after.map((_, at) => added(at))];
  }
  const common = new Uint32Array((before.length + 1) * width);
  const length = (i: number, j: number) => common[i * width + j] ?? 0;
  for (let i = before.length - 1; i >= 0; i -= 1) {
    for (let j = after.length - 1; j >= 0; j -= 1) {
      common[i * width + j] =
        before[i] === after[j] ? length(i + 1, j + 1) + 1 : Math.max(length(i + 1, j), length(i, j + 1));
    }
  }
  const lines: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < before.length || j < after.length) {
    if (i < before.length && j < after.length && before[i] === after[j]) {
      lines.push({ kind: 'same', number: offset + j + 1, text: after[j] ?? '' });
      i += 1;
      j += 1;
    } else if (j >= after.length || (i < before.length && length(i + 1, j) >= length(i, j + 1))) {
      lines.push(removed(i));
      i += 1;
    } else {
      lines.push(added(j));
      j += 1;
    }
  }
  return lines;
}

function grouped(lines: readonly DiffLine[]): DiffLine[][] {
  const isNear = lines.map((_, at) =>
    lines.slice(Math.max(0, at - CONTEXT), at + CONTEXT + 1).some(({ kind }) => kind !== 'same'),
  );
  const groups: DiffLine[][] = [];
  lines.forEach((line, at) => {
    if (!isNear[at]) return;
    if (isNear[at - 1]) groups.at(-1)?.push(line);
    else groups.push([line]);
  });
  return groups;
}
