import type { DraftAttribute, DraftLink, DraftModel, DraftObject } from './draft.js';
import { presentationLines } from './draft-presentation.js';
import { attributesText, commentLines } from './xml-text.js';

/** The three documents of a model. */
export interface ModelDocuments {
  readonly objects: string;
  readonly mapping: string;
  readonly presentation: string;
}

/** Writes a draft down as documents, with comments that say why it is as it is. */
export function writeDraft(draft: DraftModel): ModelDocuments {
  return {
    objects: document(draft, objectLines(draft)),
    mapping: document(draft, mappingLines(draft)),
    presentation: document(draft, presentationLines(draft)),
  };
}

/** The same in one document. */
export function writeTogether(draft: DraftModel): string {
  return document(draft, [...objectLines(draft), ...mappingLines(draft), ...presentationLines(draft)]);
}

function document({ name }: DraftModel, lines: readonly string[]): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<caruso${attributesText({ model: name, version: '0.1.0' })}>`,
    ...lines.map((line) => `  ${line}`),
    '</caruso>',
    '',
  ].join('\n');
}

function objectLines({ objects, store, notes }: DraftModel): string[] {
  const head = [`drafted from the store ${store}: names, types and links are suggestions`, ...notes];
  return [
    ...commentLines(head),
    '<objects>',
    ...objects.flatMap(objectElement).map((line) => `  ${line}`),
    '</objects>',
  ];
}

function objectElement({ name, label, key, title, attributes, links, notes }: DraftObject): string[] {
  const shown = { name, label, ...(key.length === 0 ? {} : { key: key.join(' ') }), title };
  const members = [...attributes.flatMap(attributeElement), ...links.flatMap(linkElement)];
  return [
    ...commentLines(notes),
    `<object${attributesText(shown)}>`,
    ...members.map((line) => `  ${line}`),
    '</object>',
  ];
}

function attributeElement(attribute: DraftAttribute): string[] {
  return [...commentLines(attribute.notes), `<attr${attributesText(attrOf(attribute))}/>`];
}

/** What `<attr>` says of an attribute. */
export function attrOf(attribute: DraftAttribute) {
  const { name, label, type, size, precision, scale, values, required, search, default: preset } = attribute;
  return { name, label, type, size, precision, scale, values: values?.join(' '), required, search, default: preset };
}

function linkElement({ name, to, inverse, columns, required, notes }: DraftLink): string[] {
  const many = columns === undefined ? true : undefined;
  const isRequired = required === true ? true : undefined;
  return [...commentLines(notes), `<link${attributesText({ name, to, many, inverse, required: isRequired })}/>`];
}

function mappingLines({ company, store, objects }: DraftModel): string[] {
  return [
    `<mapping${attributesText({ company })}>`,
    `  <store${attributesText({ name: store })}/>`,
    ...objects.flatMap((object) => mapElement(object, store)).map((line) => `  ${line}`),
    '</mapping>',
  ];
}

function mapElement({ name, table, write, attributes, links }: DraftObject, store: string): string[] {
  const shown = { object: name, store, table, write: write === 'all' ? undefined : write };
  const joins = links.flatMap(({ name: link, columns }) =>
    columns === undefined ? [] : [`<join${attributesText({ link, columns: columns.join(',') })}/>`],
  );
  const members = [...attributes.map(columnElement), ...joins];
  return [`<map${attributesText(shown)}>`, ...members.map((line) => `  ${line}`), '</map>'];
}

function columnElement(attribute: DraftAttribute): string {
  return `<col${attributesText(colOf(attribute))}/>`;
}

/** What `<col>` says of an attribute. */
export function colOf({ name, column, convert, columnType, null: nothing, generate, computed }: DraftAttribute) {
  const write = computed ? 'none' : undefined;
  return { attr: name, column, convert, type: columnType, null: nothing, generate, write };
}
