import type { DraftAttribute, DraftLink } from './draft.js';

const FIRST = /^(?:first|given|vor)(?:name)?\d?$/i;
const LAST = /^(?:last|family|sur|nach)(?:name)?\d?$/i;
const NAMES: readonly RegExp[] = [
  /^(?:name|title|titel|bezeichnung|bez|subject|betreff|label|caption|designation)\d?$/i,
  /name\d?$/i,
  /(?:title|titel|bezeichnung|bez)$/i,
  /^(?:number|nr|no|code|num|nummer)$/i,
  /^(?:description|desc|descr|beschreibung|text)$/i,
];
const SEARCHED = /^(?:email|mail|city|ort|phone|code|number|nr)$/i;
const TEXTS: readonly DraftAttribute['type'][] = ['string', 'text', 'email', 'phone'];
const MOST_SEARCHED = 4;

/** The line that stands for an object, and the attributes that a search looks in. */
export function chooseTitle(
  attributes: readonly DraftAttribute[],
  links: readonly DraftLink[],
  key: readonly string[],
): { readonly title: string; readonly searched: readonly string[] } {
  const texts = attributes.filter(
    ({ type, convert }) => TEXTS.includes(type) && (convert === undefined || convert === 'trim'),
  );
  const named = namesIn(texts);
  const keyTexts = texts.filter(({ name }) => key.includes(name)).map(({ name }) => name);
  const others = texts.filter(({ name, type }) => SEARCHED.test(name) || type === 'email').map(({ name }) => name);
  const searched = [...new Set([...named, ...keyTexts, ...others])].slice(0, MOST_SEARCHED);
  const shown = attributes.filter(({ type }) => type !== 'binary' && type !== 'json').map(({ name }) => name);
  const members = key.length > 0 ? key : [...shown.slice(0, 2), ...links.map(({ name }) => name)].slice(0, 2);
  const title =
    named.length > 0 ? named.map((name) => `{${name}}`).join(' ') : members.map((name) => `{${name}}`).join(' / ');
  return {
    title,
    searched: searched.filter((name) => texts.some((each) => each.name === name && each.convert === undefined)),
  };
}

function namesIn(texts: readonly DraftAttribute[]): readonly string[] {
  const first = texts.find(({ name }) => FIRST.test(name))?.name;
  const last = texts.find(({ name }) => LAST.test(name))?.name;
  if (first !== undefined && last !== undefined) return [first, last];
  for (const pattern of NAMES) {
    const found = texts.find(({ name }) => pattern.test(name));
    if (found !== undefined) return [found.name];
  }
  return [];
}
