import { elementsOf, insertElement, moveElement } from '@caruso/language';
import { ObjectErrors } from '../errors.js';
import { attributeOf, behindLast, type EditedDocuments, type FoundElement } from './edited-documents.js';
import { bareTable, type MappedPlace } from './mapped-place.js';

/** What is to be mapped: an attribute by `<col>`, or a link by `<join>`. */
export interface PlacedMember {
  readonly object: string;
  readonly name: string;
  readonly kind: 'col' | 'join';
  /** Of the element, in the order in which they are written. */
  readonly attributes: Readonly<Record<string, string | undefined>>;
}

const NAMED_BY = { col: 'attr', join: 'link' } as const;

/**
 * Says in the mapping that a member lies in a table: where it is mapped already its element is changed, and moved when another
 * table of the object holds the column; otherwise it gets one behind its like. What an object or a mapping lacks for it (`<map>`,
 * `<store>`) is added.
 *
 * @param company whose mapping it is, where the documents have several
 * @throws ObjectErrors.NotMappable when the object cannot lie in that table
 */
export function placeMember(
  documents: EditedDocuments,
  company: string | undefined,
  place: MappedPlace,
  member: PlacedMember,
): void {
  const ofCompany = ({ element }: FoundElement) => company === undefined || attributeOf(element, 'company') === company;
  ensureMap(documents, ofCompany, place, member.object);
  const map = () => findMap(documents, ofCompany, member.object);
  const at = map();
  const container = containerIn(at, place, member.object);
  const found = memberIn(at, member);
  const { document, element } = container;
  if (found === undefined) {
    const like = member.kind === 'col' ? ['col'] : ['col', 'join'];
    const added = { name: member.kind, attributes: member.attributes };
    documents.change(document, insertElement(document, element, behindLast(element, ...like), added));
    return;
  }
  if (!elementsOf(element).includes(found.element)) {
    documents.change(document, moveElement(document, found.element, element, behindLast(element, member.kind)));
  }
  documents.setAttributes(() => memberIn(map(), member) ?? found, member.attributes);
}

type Test = (found: FoundElement) => boolean;

function findMap(documents: EditedDocuments, ofCompany: Test, object: string): FoundElement {
  const found = mapsOf(documents, ofCompany).find(({ element }) => attributeOf(element, 'object') === object);
  if (found !== undefined) return found;
  throw new ObjectErrors.NotMappable({ what: `"${object}"`, reason: 'no document has a <mapping> of the company' });
}

function mapsOf(documents: EditedDocuments, ofCompany: Test): FoundElement[] {
  return documents
    .find('mapping')
    .filter(ofCompany)
    .flatMap(({ document, element }) => elementsOf(element, 'map').map((map) => ({ document, element: map })));
}

function ensureMap(documents: EditedDocuments, ofCompany: Test, { store, table }: MappedPlace, object: string): void {
  if (mapsOf(documents, ofCompany).some(({ element }) => attributeOf(element, 'object') === object)) return;
  const mapping = () => documents.find('mapping').findLast(ofCompany);
  const first = mapping();
  if (first === undefined) return;
  const stores = documents
    .find('mapping')
    .filter(ofCompany)
    .flatMap(({ element }) => elementsOf(element, 'store'));
  if (!stores.some((element) => attributeOf(element, 'name') === store)) {
    const { document, element } = first;
    const added = { name: 'store', attributes: { name: store } };
    documents.change(document, insertElement(document, element, behindLast(element, 'store'), added));
  }
  const { document, element } = mapping() ?? first;
  const added = { name: 'map', attributes: { object, store, table } };
  documents.change(document, insertElement(document, element, behindLast(element, 'store', 'map'), added));
}

/** The element of the table that holds a column: `<map>` itself, or one of those in it. */
function containerIn({ document, element: map }: FoundElement, place: MappedPlace, object: string): FoundElement {
  const { store, table } = place;
  const isTable = (name: string) => bareTable(name) === bareTable(table);
  const own = attributeOf(map, 'store');
  const inside = elementsOf(map).find(
    (each) =>
      (each.name === 'side' && own === store && isTable(attributeOf(each, 'table'))) ||
      (each.name === 'extension' && attributeOf(each, 'store') === store && isTable(attributeOf(each, 'table'))),
  );
  if (inside !== undefined) return { document, element: inside };
  if (own === store && isTable(attributeOf(map, 'table'))) return { document, element: map };
  const what = `"${table}.${place.column}"`;
  const reason =
    own === store
      ? `"${object}" lies in "${attributeOf(map, 'table')}". If "${table}" holds a part of it, write <side table="${table}" on="…"> into its <map> first`
      : `"${object}" lies in the store "${own}", and this table in "${store}". Make an object of it, and link the two`;
  throw new ObjectErrors.NotMappable({ what, reason });
}

function memberIn({ document, element: map }: FoundElement, { kind, name }: PlacedMember): FoundElement | undefined {
  const tables = [map, ...elementsOf(map, 'side', 'extension')];
  const element = tables
    .flatMap((table) => elementsOf(table, kind))
    .find((each) => attributeOf(each, NAMED_BY[kind]) === name);
  return element && { document, element };
}
