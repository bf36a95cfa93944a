import type { DedupeRule } from '../model/dedupe-rule.js';
import type { AttributeModel, LinkModel, ObjectModel } from '../model/model.js';
import { foldLetters, foldText } from './fold-text.js';
import { canonicalPhone } from './phone-number.js';

type Member = AttributeModel | LinkModel;
type Values = Readonly<Record<string, unknown>>;

/** What a rule compares: the normalised value of each of its members, and whether a part of it may differ. */
export interface Compared {
  readonly value: string;
  /** With its words in the order of the alphabet, where that is another text. */
  readonly ordered?: string;
  readonly isText: boolean;
}

/** What a rule compares of an object; undefined when one of its members has no value there. */
export function comparedValues(object: ObjectModel, rule: DedupeRule, values: Values): readonly Compared[] | undefined {
  const compared: Compared[] = [];
  for (const name of rule.on) {
    const member = object.attributes.get(name) ?? object.links.get(name);
    const value = member && normalised(member, values[name] ?? null, rule);
    if (member === undefined || value === undefined) return undefined;
    const ordered = isText(member) ? inOrder(value) : value;
    compared.push({ value, isText: isText(member), ...(ordered === value ? {} : { ordered }) });
  }
  return compared;
}

const inOrder = (text: string): string => (text.includes(' ') ? text.split(' ').sort().join(' ') : text);

/** Whether a value consists of words, of which some may be written otherwise. */
export function isText(member: Member): boolean {
  return member.kind === 'attribute' && (member.type === 'string' || member.type === 'text');
}

/** A value as it is compared; undefined when there is none. */
function normalised(member: Member, value: unknown, { words, country }: DedupeRule): string | undefined {
  if (value === null || value === undefined) return undefined;
  const text = String(value);
  if (isText(member)) return withWords(foldText(text), words) || undefined;
  const type = member.kind === 'attribute' ? member.type : 'link';
  if (type === 'phone') return canonicalPhone(text, country);
  if (type === 'url') return foldUrl(text) || undefined;
  return (type === 'email' || type === 'uuid' ? foldLetters(text.trim()) : text) || undefined;
}

/** A text in which words are replaced by those they stand for; nothing is left of one that consists of empty ones only. */
function withWords(folded: string, words: ReadonlyMap<string, string>): string {
  if (words.size === 0) return folded;
  const replaced = folded.split(' ').map((word) => words.get(word) ?? word);
  return replaced.filter((word) => word !== '').join(' ');
}

function foldUrl(text: string): string {
  return foldLetters(text.trim())
    .replace(/^https?:\/\//, '')
    .replace(/^www\./, '')
    .replace(/\/+$/, '');
}
