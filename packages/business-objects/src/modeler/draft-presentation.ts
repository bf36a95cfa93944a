import type { DraftAttribute, DraftModel, DraftObject } from './draft.js';
import { attributesText } from './xml-text.js';

const MOST_COLUMNS = 6;
const MOST_TAB_COLUMNS = 4;
const MOST_FILTERS = 4;
const FILTERED: readonly DraftAttribute['type'][] = ['enum', 'boolean'];
const HIDDEN: readonly DraftAttribute['type'][] = ['binary', 'json'];

/** A plain list, form and detail for each object. */
export function presentationLines({ objects }: DraftModel): string[] {
  const byName = new Map(objects.map((object) => [object.name, object]));
  const views = objects.flatMap((object) => [
    ...listElement(object),
    ...formElement(object),
    ...detailElement(object, byName),
  ]);
  return ['<presentation>', ...views.map((line) => `  ${line}`), '</presentation>'];
}

function listElement(object: DraftObject): string[] {
  const columns = columnsOf(object, MOST_COLUMNS).join(' ');
  const filters = object.attributes.filter(({ type }) => FILTERED.includes(type)).map(({ name }) => name);
  const shown = filters.slice(0, MOST_FILTERS).join(' ');
  return columns === ''
    ? []
    : [`<list${attributesText({ object: object.name, columns, filters: shown === '' ? undefined : shown })}/>`];
}

function formElement({ name, attributes, links, write }: DraftObject): string[] {
  const edited = attributes.filter(
    ({ type, generate, computed }) => !HIDDEN.includes(type) && generate === undefined && computed !== true,
  );
  const fields = [...edited, ...links.filter(({ columns }) => columns !== undefined)]
    .map((each) => each.name)
    .join(' ');
  if (write === 'none' || fields === '') return [];
  return [
    `<form${attributesText({ object: name })}>`,
    `  <section${attributesText({ label: 'Data', fields })}/>`,
    '</form>',
  ];
}

function detailElement(object: DraftObject, byName: ReadonlyMap<string, DraftObject>): string[] {
  const shown = object.attributes.filter(({ type }) => !HIDDEN.includes(type));
  const fields = [...shown, ...object.links.filter(({ columns }) => columns !== undefined)]
    .map(({ name }) => name)
    .join(' ');
  const tabs = object.links.flatMap(({ name, to, columns }) => {
    const target = byName.get(to);
    const listed = target === undefined ? '' : columnsOf(target, MOST_TAB_COLUMNS).join(' ');
    return columns !== undefined || listed === '' ? [] : [`  <tab${attributesText({ link: name, columns: listed })}/>`];
  });
  if (fields === '' && tabs.length === 0) return [];
  const panel = fields === '' ? [] : [`  <panel${attributesText({ fields })}/>`];
  return [`<detail${attributesText({ object: object.name })}>`, ...panel, ...tabs, '</detail>'];
}

/** Its key and its title first, then what fits. */
function columnsOf({ key, title, attributes, links }: DraftObject, most: number): readonly string[] {
  const titled = [...title.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  const shown = attributes.filter(({ type }) => !HIDDEN.includes(type) && type !== 'text').map(({ name }) => name);
  const toOne = links.filter(({ columns }) => columns !== undefined).map(({ name }) => name);
  return [...new Set([...key, ...titled, ...shown, ...toOne])].slice(0, most);
}
