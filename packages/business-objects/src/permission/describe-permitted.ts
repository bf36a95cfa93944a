import type { ObjectType } from '../contract.js';
import { describeObject } from '../model/describe.js';
import type { ObjectModel } from '../model/model.js';
import type { ObjectRights } from './object-rights.js';

type RightsOf = (object: string) => ObjectRights | undefined;
type Presentation = ObjectType['presentation'];

/** An object type as an actor sees it: without what he does not see; undefined when he may read none of its objects. */
export function describePermitted(object: ObjectModel, rightsOf: RightsOf): ObjectType | undefined {
  const whole = describeObject(object);
  const rights = rightsOf(object.name);
  if (rights?.readable === false) return undefined;
  const links = whole.links.filter(({ name, to }) => (rights?.sees(name) ?? true) && rightsOf(to)?.readable !== false);
  const isShown = (name: string) => links.some((link) => link.name === name) || rights?.sees(name) !== false;
  const presentation = shownParts(whole.presentation, isShown, rights, links, rightsOf);
  if (rights === undefined) return { ...whole, links, presentation };
  const may = {
    create: whole.may.create && rights.grants('create').length > 0,
    change: whole.may.change && rights.grants('change').length > 0,
    delete: whole.may.delete && rights.grants('delete').length > 0,
  };
  const { duplicates, ...others } = whole;
  const isUsable = object.dedupe.some(({ on }) => on.every((name) => rights.asks(name)));
  return {
    ...others,
    ...(isUsable ? { duplicates: true } : {}),
    may,
    attributes: whole.attributes
      .filter(({ name }) => rights.sees(name))
      .map((attribute) => {
        const writable = attribute.writable && (may.change ? rights.changes(attribute.name) : may.create);
        const masked = !rights
          .grants()
          .some(({ seen, masked }) => seen.has(attribute.name) && !masked.has(attribute.name));
        return {
          ...attribute,
          writable,
          search: attribute.search && rights.asks(attribute.name),
          ...(masked ? { masked } : {}),
        };
      }),
    links,
    presentation,
  };
}

function shownParts(
  { list, detail, form }: Presentation,
  isShown: (name: string) => boolean,
  rights: ObjectRights | undefined,
  links: ObjectType['links'],
  rightsOf: RightsOf,
): Presentation {
  const asks = (name: string) => rights?.asks(name) ?? true;
  const shown: Presentation = {};
  if (list !== undefined) {
    const { sort, ...parts } = list;
    shown.list = {
      ...parts,
      columns: list.columns.filter(isShown),
      filters: list.filters.filter(asks),
      ...(sort !== undefined && asks(sort.replace(/^-/, '')) ? { sort } : {}),
    };
  }
  if (detail !== undefined) {
    const tabs = detail.tabs.flatMap((tab) => {
      const link = links.find(({ name }) => name === tab.link);
      if (link === undefined) return [];
      return [{ ...tab, columns: tab.columns.filter((name) => rightsOf(link.to)?.sees(name) !== false) }];
    });
    shown.detail = { panels: withFields(detail.panels, isShown), tabs };
  }
  if (form !== undefined) shown.form = { sections: withFields(form.sections, isShown) };
  return shown;
}

/** Parts with fields that are shown; those that lose all are left out. */
function withFields<Part extends { fields: string[] }>(
  parts: readonly Part[],
  isShown: (name: string) => boolean,
): Part[] {
  return parts
    .map((part) => ({ ...part, fields: part.fields.filter(isShown) }))
    .filter(({ fields }) => fields.length > 0);
}
