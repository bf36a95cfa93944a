/** A part of a text and what stands there instead: offsets in UTF-16 units; an insertion has `start === end`. */
export interface TextChange {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The text with all changes made; they do not overlap, and all offsets are those of the text as it is given. */
export function applyChanges(text: string, changes: readonly TextChange[]): string {
  let changed = '';
  let done = 0;
  for (const change of inOrder(changes)) {
    changed += text.slice(done, change.start) + change.text;
    done = change.end;
  }
  return changed + text.slice(done);
}

/** The changes that lead from the changed text back to `text`, to the last byte. */
export function invertChanges(text: string, changes: readonly TextChange[]): TextChange[] {
  let moved = 0;
  return inOrder(changes).map(({ start, end, text: written }) => {
    const from = start + moved;
    moved += written.length - (end - start);
    return { start: from, end: from + written.length, text: text.slice(start, end) };
  });
}

const inOrder = (changes: readonly TextChange[]) => [...changes].sort((a, b) => a.start - b.start || a.end - b.end);
