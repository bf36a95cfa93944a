import type { Entity, ObjectType } from '../../../src/api-types.js';
import { formatAttribute, NO_VALUE } from '../format/attribute-value.js';

/** A field of a screen: what it is called and what it shows. */
export interface Field {
  readonly name: string;
  readonly label: string;
  readonly text: string;
  /** Numbers are set flush right in tables. */
  readonly numeric: boolean;
  /** An address that a click uses: `mailto:`, `tel:` or a web page. */
  readonly href?: string;
}

const NUMERIC = new Set(['integer', 'long', 'decimal', 'double']);

/** The fields named by a presentation: attributes, and links to one object, which show that object's title. */
export function fieldsOf(type: ObjectType, entity: Entity, names: readonly string[], locale: string): Field[] {
  return names.flatMap((name) => {
    const attribute = type.attributes.find((each) => each.name === name);
    if (attribute) {
      const value = entity.values[name];
      const href = hrefOf(attribute.type, value);
      return [
        {
          name,
          label: attribute.label,
          text: formatAttribute(value, attribute.type, locale),
          numeric: NUMERIC.has(attribute.type),
          ...(href === undefined ? {} : { href }),
        },
      ];
    }
    const link = type.links.find((each) => each.name === name && !each.many);
    if (!link) return [];
    const key = entity.values[name];
    const text = entity.links[name]?.[0]?.title ?? (key === null || key === undefined ? NO_VALUE : String(key));
    return [{ name, label: link.label, text, numeric: false }];
  });
}

function hrefOf(type: ObjectType['attributes'][number]['type'], value: unknown): string | undefined {
  if (typeof value !== 'string' || value === '') return undefined;
  if (type === 'email') return `mailto:${encodeURIComponent(value).replace('%40', '@')}`;
  if (type === 'phone') return `tel:${value.replace(/[^+\d]/g, '')}`;
  return type === 'url' && /^https?:\/\//i.test(value) ? value : undefined;
}

/** The panels of an object's detail; without a presentation document, all its attributes in one. */
export function panelsOf(
  type: ObjectType,
): readonly { readonly label?: string | undefined; readonly fields: readonly string[] }[] {
  const panels = type.presentation.detail?.panels;
  return panels?.length ? panels : [{ fields: type.attributes.map(({ name }) => name) }];
}

/** The links to load with an object, so that its panels can be drawn; the tabs load their own. */
export function linksToLoad(type: ObjectType): string[] {
  const inPanels = panelsOf(type).flatMap(({ fields }) => fields);
  return [...new Set(inPanels)].filter((name) => type.links.some((link) => link.name === name));
}
