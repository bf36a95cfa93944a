import type { Wording } from '../wording/wording.js';
import { ADDRESS_FIELDS, type AddressField, type Draft } from './draft.js';

/** The field a complaint is about, when it calls one of them by its label; the first, when it calls several. */
export function fieldNamedIn(complaint: string, wording: Pick<Wording, AddressField>): AddressField | undefined {
  const text = complaint.toLowerCase();
  return ADDRESS_FIELDS.map((name) => ({ name, at: text.indexOf(wording[name].toLowerCase()) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at)[0]?.name;
}

/** Where to begin to type: in the field a complaint names, else in the first that is empty, else in the first. */
export function fieldToFocus(
  address: Draft['address'],
  complaint: string,
  wording: Pick<Wording, AddressField>,
): AddressField {
  return fieldNamedIn(complaint, wording) ?? ADDRESS_FIELDS.find((name) => address[name].trim() === '') ?? 'street';
}
