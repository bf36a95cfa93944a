/** Text as every store takes it: no NUL, no half of a pair of surrogates. */
export function cleanText(text: string, longest = Number.POSITIVE_INFINITY): string {
  const cut = text.length > longest ? `${text.slice(0, longest)}…` : text;
  return cut.replaceAll('\0', '').toWellFormed();
}
