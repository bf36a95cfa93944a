import type { XmlElement } from '@caruso/language';
import { isInline } from '../vocabulary/element-kinds.js';
import { escapedText } from './escaped-text.js';

/** What the inline elements of a wording are for tools of translators. */
const TYPES: Readonly<Record<string, string>> = { b: 'bold', i: 'italic', br: 'lb' };

/** A wording as the content of `<source>` or `<target>`: inserts and markup are elements that a translator moves as a whole. */
export function toXliff(element: XmlElement): string {
  const ids = { last: 0 };
  return written(element, ids).replace(/\s+/g, ' ').trim();
}

/** A plain wording as the content of `<source>` or `<target>`. */
export function plainToXliff(text: string): string {
  return withInserts(text, { last: 0 });
}

function written(element: XmlElement, ids: { last: number }): string {
  return element.children
    .map((child) => {
      if (child.kind === 'text') return withInserts(child.value, ids);
      if (!isInline(child.name)) return '';
      const id = ++ids.last;
      const type = TYPES[child.name] ?? `x-${child.name}`;
      const inside = written(child, ids);
      return inside === '' ? `<x id="${id}" ctype="${type}"/>` : `<g id="${id}" ctype="${type}">${inside}</g>`;
    })
    .join('');
}

function withInserts(text: string, ids: { last: number }): string {
  return text
    .split(/(\{[^{}]*\})/)
    .map((part, index) => (index % 2 === 1 ? `<ph id="${++ids.last}">${escapedText(part)}</ph>` : escapedText(part)))
    .join('');
}

/** A wording that came back: without layout, as it is compared, and as it is written into a script. */
export interface ReturnedWording {
  readonly shown: string;
  readonly markup: string;
  /** The inserts in it, sorted. */
  readonly inserts: readonly string[];
}

/**
 * Reads `<source>` or `<target>`.
 *
 * @param source - the `<source>` of the same unit, which says what an id stands for where a tool has lost its type
 */
export function fromXliff(element: XmlElement, source: XmlElement): ReturnedWording {
  const names = namesById(source);
  const markup = tidy(read(element, names, escapedText));
  const shown = tidy(read(element, names, (text) => text));
  return { shown, markup, inserts: (shown.match(/\{[^{}]*\}/g) ?? []).sort() };
}

const tidy = (text: string) => text.replace(/\s+/g, ' ').trim();

function read(element: XmlElement, names: ReadonlyMap<string, string>, write: (text: string) => string): string {
  return element.children
    .map((child) => {
      if (child.kind === 'text') return write(child.value);
      const inside = read(child, names, write);
      const isMarkup = child.name === 'g' || child.name === 'x';
      const name = nameOf(child) ?? (isMarkup ? names.get(child.attributes.get('id')?.value ?? '') : undefined);
      if (name === undefined) return inside;
      return inside === '' ? `<${name}/>` : `<${name}>${inside}</${name}>`;
    })
    .join('');
}

function nameOf({ name, attributes }: XmlElement): string | undefined {
  if (name !== 'g' && name !== 'x') return undefined;
  const type = attributes.get('ctype')?.value;
  if (type?.startsWith('x-')) return isInline(type.slice(2)) ? type.slice(2) : undefined;
  return Object.keys(TYPES).find((each) => TYPES[each] === type);
}

function namesById(source: XmlElement): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const visit = (element: XmlElement): void => {
    const name = nameOf(element);
    const id = element.attributes.get('id')?.value;
    if (name !== undefined && id !== undefined) names.set(id, name);
    for (const child of element.children) if (child.kind === 'element') visit(child);
  };
  visit(source);
  return names;
}
