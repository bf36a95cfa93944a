import type { Screen } from '../../../src/api-types.js';

export type Question = NonNullable<Screen['node']['question']>;

/** The fields of an address in the order they are written and typed. */
export const ADDRESS_FIELDS = ['street', 'houseNumber', 'postalCode', 'city'] as const;
export type AddressField = (typeof ADDRESS_FIELDS)[number];

/** What stands in the fields of a question while somebody answers it. */
export interface Draft {
  readonly text: string;
  readonly chosen: readonly string[];
  readonly address: Readonly<Record<AddressField, string>>;
  /** A file that was chosen now. */
  readonly file?: File | undefined;
  /** One that was sent before. */
  readonly kept?: KeptFile | undefined;
}

interface KeptFile {
  readonly file: string;
  readonly name: string;
}

const EMPTY: Draft = { text: '', chosen: [], address: { street: '', houseNumber: '', postalCode: '', city: '' } };

/**
 * The fields as they are to begin with: a default, or what was answered before the way back. Numbers come with a
 * decimal point and are written as the dialog's language writes them.
 */
export function draftOf(question: Question, language: string): Draft {
  const value = question.prefill;
  if (value === undefined || value === null) return EMPTY;
  if (question.type === 'choices') return { ...EMPTY, chosen: Array.isArray(value) ? value.map(String) : [] };
  if (question.type === 'address') return { ...EMPTY, address: addressOf(value) };
  if (question.type === 'file') return { ...EMPTY, kept: value as KeptFile };
  if (question.type === 'time') return { ...EMPTY, text: String(value).slice(0, 5) };
  const decimal = question.type === 'number' || question.type === 'money';
  return { ...EMPTY, text: decimal && language.startsWith('de') ? String(value).replace('.', ',') : String(value) };
}

function addressOf(value: unknown): Draft['address'] {
  const given = new Map(typeof value === 'object' && value !== null ? Object.entries(value) : []);
  const field = (name: AddressField) => String(given.get(name) ?? '');
  return {
    street: field('street'),
    houseNumber: field('houseNumber'),
    postalCode: field('postalCode'),
    city: field('city'),
  };
}

/** The answer to send for a draft; null for "no answer". The engine judges it: here nothing is refused. */
export function answerOf(question: Question, draft: Draft): unknown {
  if (question.type === 'choices') return draft.chosen.length === 0 ? null : draft.chosen;
  if (question.type === 'address') {
    const trimmed = ADDRESS_FIELDS.map((name) => [name, draft.address[name].trim()] as const);
    return trimmed.every(([, value]) => value === '') ? null : Object.fromEntries(trimmed);
  }
  if (question.type === 'file') return draft.file ?? (draft.kept ? { file: draft.kept.file } : null);
  return draft.text.trim() || null;
}
