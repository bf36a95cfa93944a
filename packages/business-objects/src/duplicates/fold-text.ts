/** Letters that Unicode does not take apart into a letter and a mark. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ħ: 'h',
  ı: 'i',
  ς: 'σ',
};
const KNOWN = new RegExp(`[${Object.keys(LETTERS).join('')}]`, 'g');

/**
 * A text as it is compared: in small letters without accents, and with one blank for whatever stands between its words.
 * `  Müller-Lüdenscheidt, José ` is `muller ludenscheidt jose`.
 */
export function foldText(text: string): string {
  return foldLetters(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** Small letters without accents; everything else stays. */
export function foldLetters(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(KNOWN, (letter) => LETTERS[letter] ?? letter);
}
