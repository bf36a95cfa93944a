const UMLAUTS: Readonly<Record<string, string>> = {
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  Ä: 'Ae',
  Ö: 'Oe',
  Ü: 'Ue',
  ß: 'ss',
  æ: 'ae',
  ø: 'oe',
  å: 'aa',
  ł: 'l',
  Ł: 'L',
};

/**
 * The words of a name in a database, whatever way it parts them: `Order Details`, `cust_no`, `CustomerID`, `KDSTAMM`. Letters
 * that the names of a model cannot have are spelt with those it can; what cannot be spelt is left out.
 */
export function wordsOf(name: string): readonly string[] {
  const known = recent.get(name);
  if (known !== undefined) return known;
  if (recent.size >= MOST_KEPT) recent.clear();
  const words = takeApart(name);
  recent.set(name, words);
  return words;
}

/** Every table is held against every other one, so the same few names are taken apart again and again. */
const recent = new Map<string, readonly string[]>();
const MOST_KEPT = 20_000;

function takeApart(name: string): readonly string[] {
  const spelt = name
    .replace(/[^\p{ASCII}]/gu, (letter) => UMLAUTS[letter] ?? letter)
    .normalize('NFD')
    .replace(/\p{M}/gu, '');
  return spelt
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .split(/[^A-Za-z\d]+/)
    .filter((word) => word !== '');
}

/** `orderDetails`, as members are called. */
export function camelCase(words: readonly string[]): string {
  const text = pascalCase(words);
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** `OrderDetails`, as objects are called. */
export function pascalCase(words: readonly string[]): string {
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase()).join('');
}

/** Words that end in an s and are no plural. */
const SINGULAR = /(?:ss|us|is|news|series|gas|alias|canvas|atlas|preis|lens)$/i;

/** The last word of a table's name in the singular; German plurals stay, because they cannot be told from singulars. */
export function singular(word: string): string {
  if (word.length < 4 || SINGULAR.test(word) || !/s$/i.test(word)) return word;
  if (/ies$/i.test(word)) return word.slice(0, -3) + (word.endsWith('S') ? 'Y' : 'y');
  if (/(?:ss|x|ch|sh|zz)es$/i.test(word)) return word.slice(0, -2);
  return /(?:statuses|addresses|buses)$/i.test(word) ? word.slice(0, -2) : word.slice(0, -1);
}

/** A name in the plural, for links to many. */
export function plural(name: string): string {
  if (/[^aeiou]y$/i.test(name)) return `${name.slice(0, -1)}ies`;
  return /(?:s|x|ch|sh|z)$/i.test(name) ? `${name}es` : `${name}s`;
}
