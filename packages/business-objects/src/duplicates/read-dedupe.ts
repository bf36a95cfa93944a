import { didYouMean } from '@caruso/language';
import { type CountryCode, isSupportedCountry } from 'libphonenumber-js';
import type { DocumentElement } from '../documents/document-element.js';
import type { Problems } from '../documents/problems.js';
import type { DedupeRule } from '../model/dedupe-rule.js';
import type { ObjectModel } from '../model/model.js';
import { foldText } from './fold-text.js';
import { isText } from './normalised.js';

type Members = Pick<ObjectModel, 'name' | 'attributes' | 'links'>;
type Named = ReturnType<DocumentElement['names']>[number];

const INCOMPARABLE: readonly string[] = ['json', 'binary'];

/** Reads the `<dedupe>` elements of an object: when two of them are taken for the same. */
export function readDedupe(element: DocumentElement, object: Members, problems: Problems): readonly DedupeRule[] {
  return element.children('dedupe').flatMap((dedupe) => {
    const named = dedupe.names('on').filter((slice) => isComparable(slice, object, problems));
    const on = named.map(({ value }) => value);
    checkTwice(named, problems);
    const fuzzy = readFuzzy(dedupe, on, object, problems);
    const words = readWords(dedupe, on, object, problems);
    const country = readCountry(dedupe, on, object, problems);
    if (on.length === 0) return [];
    return [
      {
        ...{ on, words, places: named },
        ...(fuzzy === undefined ? {} : { fuzzy }),
        ...(country === undefined ? {} : { country }),
      },
    ];
  });
}

function isComparable(slice: Named, { name, attributes, links }: Members, problems: Problems): boolean {
  const [attribute, link] = [attributes.get(slice.value), links.get(slice.value)];
  if (attribute === undefined && link === undefined) {
    const hint = didYouMean(slice.value, [...attributes.keys(), ...links.keys()]);
    problems.error('unknown-attribute', `'${name}' has no attribute or link '${slice.value}'`, slice, hint);
    return false;
  }
  if (attribute?.broken || link?.broken) return false;
  const reason = reasonAgainst(attribute, link?.many === true);
  if (reason === undefined) return true;
  problems.error('incomparable', `Duplicates cannot be told by '${slice.value}': ${reason}`, slice);
  return false;
}

function reasonAgainst(attribute: ReturnType<Members['attributes']['get']>, many: boolean): string | undefined {
  if (many) return 'it leads to many objects';
  if (attribute?.formula !== undefined) return 'it is computed, so its database cannot look for it';
  return attribute !== undefined && INCOMPARABLE.includes(attribute.type)
    ? `a ${attribute.type} cannot be compared`
    : undefined;
}

function checkTwice(named: readonly Named[], problems: Problems): void {
  const known = new Set<string>();
  for (const slice of named) {
    if (known.has(slice.value)) problems.error('duplicate-name', `'${slice.value}' is named twice`, slice);
    known.add(slice.value);
  }
}

const hasText = (on: readonly string[], { attributes }: Members) =>
  on.some((name) => {
    const attribute = attributes.get(name);
    return attribute !== undefined && isText(attribute);
  });

function readFuzzy(
  dedupe: DocumentElement,
  on: readonly string[],
  object: Members,
  problems: Problems,
): number | undefined {
  const text = dedupe.optional('fuzzy')?.trim();
  if (text === undefined) return undefined;
  const fuzzy = /^(0|1)?(\.\d{1,6})?$/.test(text) && text !== '' ? Number(text) : Number.NaN;
  if (!(fuzzy > 0 && fuzzy <= 1)) {
    const hint = '0.9 finds most misspellings, 1 nothing but the same words in another order';
    problems.error('bad-value', `'${text}' is not a likeness above 0 and up to 1`, dedupe.at('fuzzy'), hint);
    return undefined;
  }
  if (on.length > 0 && !hasText(on, object)) {
    const hint = 'leave fuzzy out, or add a string or text';
    problems.error('incomparable', 'None of these attributes can be alike in part', dedupe.at('fuzzy'), hint);
  }
  return fuzzy;
}

/** `str=strasse gmbh=`: what a word stands for; nothing, when it does not count. */
function readWords(
  dedupe: DocumentElement,
  on: readonly string[],
  object: Members,
  problems: Problems,
): ReadonlyMap<string, string> {
  const words = new Map<string, string>();
  const slice = dedupe.slice('words');
  if (slice === undefined) return words;
  if (on.length > 0 && !hasText(on, object)) {
    problems.error('misplaced-attribute', 'None of these attributes consists of words', dedupe.at('words'));
  }
  for (const { 0: pair, index } of slice.value.matchAll(/\S+/g)) {
    const at = pair.indexOf('=');
    const [word, meant] = [foldText(pair.slice(0, at)), foldText(pair.slice(at + 1))];
    if (at > 0 && word !== '' && !word.includes(' ')) words.set(word, meant);
    else {
      const place = slice.part(index, index + pair.length);
      problems.error(
        'bad-value',
        `'${pair}' does not say what a word stands for`,
        place,
        'write str=strasse, or gmbh=',
      );
    }
  }
  return words;
}

function readCountry(
  dedupe: DocumentElement,
  on: readonly string[],
  { attributes }: Members,
  problems: Problems,
): CountryCode | undefined {
  const text = dedupe.optional('country');
  if (text === undefined) return undefined;
  if (!isSupportedCountry(text)) {
    const hint = 'two capital letters as in ISO 3166: AT';
    problems.error('bad-value', `'${text}' is not a country`, dedupe.at('country'), hint);
    return undefined;
  }
  if (!on.some((name) => attributes.get(name)?.type === 'phone')) {
    const message = 'A country is for telephone numbers, and none of these attributes is one';
    problems.error('misplaced-attribute', message, dedupe.at('country'));
  }
  return text;
}
