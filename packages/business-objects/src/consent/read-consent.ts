import { didYouMean } from '@caruso/language';
import type { DocumentElement } from '../documents/document-element.js';
import type { Problems } from '../documents/problems.js';
import { type ConsentModel, KEEP_YEARS, type Purpose } from '../model/consent-model.js';
import { humanise } from '../model/humanise.js';
import type { ObjectModel } from '../model/model.js';

/** Whether an `<object>` is a person, who must be known again. */
export function isPerson(element: DocumentElement, key: readonly string[], problems: Problems): boolean {
  if (!element.flag('person')) return false;
  if (key.length > 0 || element.slice('key') !== undefined) return true;
  problems.error(
    'no-key',
    `'${element.text('name')}' has no key, so no person can be told apart`,
    element.at('person'),
  );
  return false;
}

/** Reads `<purpose>` elements, and of the nearest `<consent>` that says it how long statements are kept. */
export function readConsent(
  {
    purposes,
    consents,
  }: { readonly purposes: readonly DocumentElement[]; readonly consents: readonly DocumentElement[] },
  objects: ReadonlyMap<string, ObjectModel>,
  problems: Problems,
): ConsentModel {
  const read = new Map<string, Purpose>();
  for (const element of purposes) {
    const name = element.text('name');
    if (read.has(name)) problems.error('duplicate-name', `There are two purposes '${name}'`, element.at('name'));
    else if (name !== '') read.set(name, readPurpose(element, name, problems));
  }
  const [first] = purposes;
  if (first !== undefined && ![...objects.values()].some(({ person }) => person)) {
    const hint = 'write person="true" on the <object> of those who are asked';
    problems.error('no-person', 'The model has purposes, and no object that is a person', first.place, hint);
  }
  const said = consents.filter((each) => each.slice('keep-years') !== undefined);
  return { purposes: read, keepYears: said[0]?.count('keep-years', 0, problems) ?? KEEP_YEARS };
}

function readPurpose(element: DocumentElement, name: string, problems: Problems): Purpose {
  const channels = element.names('channels').map(({ value }) => value);
  const confirm = element.names('confirm').flatMap((slice) => {
    if (channels.includes(slice.value)) return [slice.value];
    const hint = didYouMean(slice.value, channels);
    problems.error('unknown-channel', `'${name}' has no channel '${slice.value}' to confirm by`, slice, hint);
    return [];
  });
  return {
    name,
    label: element.optional('label') ?? humanise(name),
    channels,
    basis: element.text('basis') === 'opt-out' ? 'opt-out' : 'opt-in',
    confirm: new Set(confirm),
    text: element.text('text'),
    version: element.text('version'),
  };
}
