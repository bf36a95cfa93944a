const PART = /\s*(?:'((?:[^']|'')*)'|([^\s,='][^,=']*?)|)\s*=\s*(?:'((?:[^']|'')*)'|([^\s,='][^,=']*?))\s*(?:,|$)/y;

/** One side of an assignment: a word, or a text in quotes (which may be empty or a blank). */
export interface Term {
  readonly text: string;
  readonly quoted: boolean;
}

/**
 * Reads `J=optIn,' '=unknown`: pairs with an equals sign, separated by commas. Words may stand in single quotes, a quote
 * inside is written twice.
 *
 * @returns undefined when the text is something else
 */
export function readAssignments(text: string): readonly (readonly [left: Term, right: Term])[] | undefined {
  const pairs: [Term, Term][] = [];
  PART.lastIndex = 0;
  while (PART.lastIndex < text.length) {
    const match = PART.exec(text);
    if (match === null) return undefined;
    const left = term(match[1], match[2]);
    const right = term(match[3], match[4]);
    if (left === undefined || right === undefined) return undefined;
    pairs.push([left, right]);
  }
  return pairs.length === 0 || /,\s*$/.test(text) ? undefined : pairs;
}

function term(quoted: string | undefined, plain: string | undefined): Term | undefined {
  if (quoted !== undefined) return { text: quoted.replaceAll("''", "'"), quoted: true };
  return plain === undefined ? undefined : { text: plain, quoted: false };
}
