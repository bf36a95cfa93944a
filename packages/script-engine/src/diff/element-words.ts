import { elementsOf, type XmlElement } from '@caruso/language';

/** What authors call elements; one that is not here goes by its name in the script. */
const ELEMENTS: Readonly<Record<string, string>> = {
  lookup: 'look-up',
  info: 'information',
  do: 'action',
  option: 'choice',
  go: 'way',
  with: 'argument',
  undo: 'compensation',
  failed: 'failure path',
  let: 'value',
  voice: 'voice settings',
};

/** Which attribute tells an element from its likes, where that is not its name. */
const TOLD_BY: Readonly<Record<string, string>> = { option: 'value', retry: 'on' };

/** What authors call attributes; one that is not here goes by its name in the script. */
const ATTRIBUTES: Readonly<Record<string, string>> = {
  when: 'condition',
  on: 'channels',
  to: 'target',
  test: 'rule',
  lang: 'language',
  each: 'list',
  value: 'value',
  default: 'default',
  outcome: 'outcome',
  handover: 'queue',
  service: 'service',
  title: 'title',
  type: 'type',
  unit: 'unit',
  version: 'version',
  languages: 'languages',
  timeout: 'time-out',
  retries: 'number of retries',
};

/** `information`, `<voice>`. */
export function wordForElement(name: string): string {
  return ELEMENTS[name] ?? name;
}

/** `condition`, `attribute 'fresh'`. */
export function wordForAttribute(name: string): string {
  return ATTRIBUTES[name] ?? `attribute '${name}'`;
}

/**
 * What an element is called in a sentence: `question 'reason'`, `the choice 'move' of question 'reason'`, `the 2nd check of
 * question 'number'`.
 *
 * @param around - the elements around it, the nearest first
 * @param lang - the language of the script
 */
export function nameOfElement(element: XmlElement, around: readonly XmlElement[], lang: string): string {
  const [parent, ...others] = around;
  if (parent === undefined) return 'the script';
  const name = nameInside(element, parent, lang);
  return element.attributes.has('id') ? name : `${name} of ${nameOfElement(parent, others, lang)}`;
}

/** What an element is called among the others in its parent: `the choice 'move'`. */
export function nameInside(element: XmlElement, parent: XmlElement, lang: string): string {
  const id = element.attributes.get('id')?.value;
  const word = wordForElement(element.name);
  if (id !== undefined) return `${word} '${id}'`;
  const qualified = `${word}${qualifierOf(element, lang)}`;
  const alike = elementsOf(parent, element.name).filter(
    (each) => qualifierOf(each, lang) === qualifierOf(element, lang),
  );
  return `the ${alike.length === 1 ? '' : `${ordinal(alike.indexOf(element) + 1)} `}${qualified}`;
}

function qualifierOf({ name, attributes }: XmlElement, lang: string): string {
  const value = (attribute: string) => attributes.get(attribute)?.value.trim();
  if (name === 'go') return ` to '${value('to') ?? ''}'`;
  if (name === 'text' || name === 'hint' || name === 'title') {
    const on = value('on');
    return ` (${value('lang') ?? lang}${on === undefined ? '' : `, ${on}`})`;
  }
  const told = value('name') ?? value(TOLD_BY[name] ?? '');
  return told === undefined ? '' : ` '${told}'`;
}

function ordinal(number: number): string {
  const ending = number % 100 >= 11 && number % 100 <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][number % 10] ?? 'th');
  return `${number}${ending}`;
}
