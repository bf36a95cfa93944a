import type { DocumentElement } from '../documents/document-element.js';

/** The kinds of nodes an address leads to, and what names each of them. */
const TOP = ['object', 'attr', 'link', 'list', 'form', 'detail'] as const;
const PARTS = ['section', 'panel', 'tab'] as const;
export type NodeKind = (typeof TOP)[number] | (typeof PARTS)[number];

/** Where a node of a model is: `attr:Customer.name`, `form:Customer`, `form:Customer/section:Privacy`. */
export interface Address {
  readonly kind: (typeof TOP)[number];
  readonly object: string;
  /** Of an attribute or a link. */
  readonly member?: string;
  /** Of a form or a detail. */
  readonly part?: { readonly kind: (typeof PARTS)[number]; readonly name: string };
}

/** @returns undefined when the text is no address */
export function parseAddress(text: string): Address | undefined {
  const [, kind, object = '', member, part] =
    /^(object|attr|link|list|form|detail):([A-Za-z][A-Za-z0-9]*)(?:\.([A-Za-z_]\w*))?(?:\/(.+))?$/.exec(text.trim()) ??
    [];
  if (kind === undefined) return undefined;
  const isMember = kind === 'attr' || kind === 'link';
  if (isMember !== (member !== undefined)) return undefined;
  const top = { kind: kind as Address['kind'], object };
  if (part === undefined) return { ...top, ...(member === undefined ? {} : { member }) };
  const parsed = parsePart(part);
  return parsed === undefined || (kind !== 'form' && kind !== 'detail') ? undefined : { ...top, part: parsed };
}

function parsePart(text: string): Address['part'] {
  const [, kind, name] = /^(section|panel|tab):(\S.*)$/.exec(text.trim()) ?? [];
  return kind === undefined || name === undefined ? undefined : { kind: kind as (typeof PARTS)[number], name };
}

/** What a part of a form or a detail is called: its name, and where it has none the label it was given first. */
export function partName(part: DocumentElement): string {
  if (part.name === 'tab') return part.text('link');
  return part.original('name') ?? part.original('label') ?? '';
}
