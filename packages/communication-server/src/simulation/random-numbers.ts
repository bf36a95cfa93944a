/**
 * Numbers from 0 to below 1, the same for the same name: xoshiro128** by D. Blackman and S. Vigna, ACM Transactions on
 * Mathematical Software 47 (2021), in the public domain. Its period of 2^128 - 1 keeps streams of different names apart,
 * however many numbers a long simulation draws.
 *
 * @param name tells one stream from all others, such as `7/service/patience`
 */
export function randomNumbers(name: string): () => number {
  let [a, b, c, d] = wordsOf(name);
  return () => {
    const scrambled = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotate(d, 11);
    return scrambled / 2 ** 32;
  };
}

const rotate = (word: number, by: number) => (word << by) | (word >>> (32 - by));

/** Four words that two names seldom share: FNV-1a, spread by the steps and the finaliser of MurmurHash3. */
function wordsOf(name: string): [number, number, number, number] {
  let hash = 0x811c9dc5;
  for (const character of name) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  const word = () => {
    hash = (hash + 0x9e3779b9) | 0;
    let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    return mixed ^ (mixed >>> 16);
  };
  return [word(), word(), word(), word()];
}
