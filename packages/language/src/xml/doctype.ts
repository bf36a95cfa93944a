/** What to write instead of a DOCTYPE that is refused. */
export const DOCTYPE_HINT = 'write <!DOCTYPE root SYSTEM "name.dtd">, or leave it out';

const SKIPPED = [
  ['<?', '?>'],
  ['<!--', '-->'],
] as const;

/** The place of a DOCTYPE with an internal subset (`[…]`) in front of the root element; undefined when there is none. */
export function findSubset(text: string): { readonly start: number; readonly end: number } | undefined {
  const blank = /[\s\uFEFF]*/y;
  const doctype = /<!DOCTYPE(?:[^[>"']|"[^"]*"|'[^']*')*\[/y;
  let at = 0;
  for (;;) {
    blank.lastIndex = at;
    blank.exec(text);
    at = blank.lastIndex;
    const skipped = SKIPPED.find(([open]) => text.startsWith(open, at));
    if (skipped === undefined) break;
    const end = text.indexOf(skipped[1], at + skipped[0].length);
    if (end < 0) return undefined;
    at = end + skipped[1].length;
  }
  doctype.lastIndex = at;
  return doctype.test(text) ? { start: at, end: doctype.lastIndex } : undefined;
}
