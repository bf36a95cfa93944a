import { elementsOf, type XmlElement } from '@caruso/language';
import type { CampaignDefinition } from '../../campaigns/definition/campaign-definition.js';
import { present } from '../../present.js';
import { listOf, placeOf, type Values } from './values.js';

/** Attributes that a list of one kind does not have, and what is meant. */
const NOT_MEANT = {
  file: [
    ['purpose', 'consent="…" names the column that says who agreed'],
    ['channel', 'consent="…" names the column that says who agreed'],
  ],
  object: [
    ['id', 'a business object has its key'],
    ['consent', 'purpose="…" says for what they must have agreed'],
  ],
} as const;

/** Reads where the records of a campaign come from. What is not looked at would be a consent that nobody asks for. */
export function readList(values: Values, campaign: XmlElement): CampaignDefinition['list'] {
  const [element] = elementsOf(campaign, 'list');
  if (!element) return undefined;
  const text = (name: string) => values.optional(element, name);
  const numbers = listOf(element, 'numbers');
  const [file, object, id, purpose, channel] = ['file', 'object', 'id', 'purpose', 'channel'].map(text);
  const { diagnostics } = values;
  if (element.attributes.has('numbers') && numbers.length === 0)
    diagnostics.error(
      'empty-text',
      'The list names no numbers',
      placeOf(element, 'numbers'),
      'numbers="mobile, phone"',
    );
  if ((file === undefined) === (object === undefined))
    diagnostics.error('one-of-two', "<list> needs 'file' or 'object'", placeOf(element, 'file'));
  else checkMeant(values, element, object === undefined ? 'file' : 'object');
  if (file !== undefined && id === undefined)
    diagnostics.error('missing-attribute', "A file needs 'id': the column that names a record", element.tag);
  if (object !== undefined && channel !== undefined && purpose === undefined)
    diagnostics.error('one-of-two', "'channel' is that of the consent for a 'purpose'", placeOf(element, 'channel'));
  checkAsked(values, campaign, element);
  if (object !== undefined) return { object, numbers, ...present({ purpose, channel }) };
  return { file: file ?? '', id: id ?? '', numbers, ...present({ consent: text('consent') }) };
}

function checkMeant(values: Values, list: XmlElement, kind: keyof typeof NOT_MEANT): void {
  for (const [name, hint] of NOT_MEANT[kind])
    if (list.attributes.has(name))
      values.diagnostics.error('one-of-two', `'${name}' is not for a list with '${kind}'`, placeOf(list, name), hint);
}

/** Where only who agreed is called, a list that says of nobody whether he agreed has nobody to call. */
function checkAsked(values: Values, campaign: XmlElement, list: XmlElement): void {
  if (values.optional(campaign, 'consent') !== 'asked') return;
  const name = list.attributes.has('object') ? 'purpose' : 'consent';
  if (list.attributes.has(name)) return;
  const message = 'Only who agreed is called, and the list does not say who did';
  values.diagnostics.error('nobody-agreed', message, list.tag, `add ${name}="…"`);
}
