import { type CallOptions, csvField, guardFormula, type Stub } from '@caruso/core';
import { didYouMean } from '@caruso/language';
import type { BusinessObjects, Entity, Filter, ObjectType } from '../contract.js';
import { ObjectErrors } from '../errors.js';
import { writeCell } from './cell.js';

/** What is exported, and how. */
export interface ExportOptions {
  readonly object: string;
  /** Attributes and links to one; by default all that are seen. */
  readonly members?: readonly string[];
  readonly where?: Filter;
  /** `csv` with headings (RFC 4180, UTF-8 with a byte order mark), or `jsonl`: a JSON object on each line. */
  readonly format: 'csv' | 'jsonl';
  readonly separator?: string;
}

const PAGE = 1_000;
const BYTE_ORDER_MARK = '\uFEFF';

/**
 * Exports objects of a type page by page, in constant memory, in the order of their keys. No cell is a formula for a
 * spreadsheet: what looks like one begins with an apostrophe, which an import takes away again.
 *
 * @param call for whom it is exported: he gets what he may see
 * @throws ObjectErrors.UnknownObject, ObjectErrors.UnknownAttribute, ObjectErrors.NotPermitted
 */
export async function* exportObjects(
  objects: Pick<Stub<typeof BusinessObjects>, 'types' | 'find'>,
  { object, members, where, format, separator = ',' }: ExportOptions,
  call: CallOptions = {},
): AsyncGenerator<string> {
  const types = await objects.types({}, call);
  const type = types.find(({ name }) => name === object);
  if (type === undefined) {
    const suggestion = didYouMean(
      object,
      types.map(({ name }) => name),
    );
    throw new ObjectErrors.UnknownObject({ object, suggestion });
  }
  const fields = fieldsOf(type, members);
  const line = (cells: readonly string[]) => `${cells.map((cell) => csvField(cell, separator)).join(separator)}\r\n`;
  if (format === 'csv') yield BYTE_ORDER_MARK + line(fields.map(({ name }) => guardFormula(name)));
  for (let after: string | undefined; ; ) {
    const asked = {
      object,
      limit: PAGE,
      ...(where === undefined ? {} : { where }),
      ...(after === undefined ? {} : { after }),
    };
    const { items, next } = await objects.find(asked, call);
    const write = ({ values }: Entity) =>
      format === 'csv'
        ? line(fields.map(({ name, type: kind }) => writeCell(kind, values[name])))
        : `${JSON.stringify(Object.fromEntries(fields.map(({ name }) => [name, plain(values[name])])))}\n`;
    if (items.length > 0) yield items.map(write).join('');
    if (next === undefined) return;
    after = next;
  }
}

type Field = Pick<ObjectType['attributes'][number], 'name' | 'type'>;

function fieldsOf({ name: object, attributes, links }: ObjectType, members: readonly string[] | undefined): Field[] {
  const all: Field[] = [
    ...attributes,
    ...links.filter(({ many }) => !many).map(({ name }) => ({ name, type: 'string' as const })),
  ];
  return (members ?? all.map(({ name }) => name)).map((name) => {
    const field = all.find((each) => each.name === name);
    if (field !== undefined) return field;
    const suggestion = didYouMean(
      name,
      all.map((each) => each.name),
    );
    throw new ObjectErrors.UnknownAttribute({ object, attribute: name, suggestion });
  });
}

const plain = (value: unknown) =>
  value instanceof Uint8Array ? Buffer.from(value).toString('base64') : (value ?? null);
