import { didYouMean } from '@caruso/language';
import { ObjectErrors } from '../errors.js';
import { ABBREVIATIONS } from '../modeler/abbreviations.js';
import type { DraftAttribute } from '../modeler/draft.js';
import { draftAttribute } from '../modeler/draft-attribute.js';
import { draftColumn } from '../modeler/draft-column.js';
import { NamePool } from '../modeler/name-pool.js';
import { completed } from '../modeler/observe.js';
import { type SampleSource, sampleTable } from '../modeler/sample.js';
import { objectNames } from '../modeler/table-names.js';
import { bareTable, type MappedPlace } from './mapped-place.js';

type Engine = Parameters<typeof sampleTable>[3];

/**
 * Drafts an attribute for one column as an introspection of the whole database would: its name, its type, and how its values lie
 * there.
 *
 * @param taken names that the object has already
 * @throws ObjectErrors.NoTables, ObjectErrors.NotMappable
 */
export async function draftForColumn(
  storage: SampleSource,
  engine: Engine,
  { store, table: wanted, column: name }: MappedPlace,
  taken: Iterable<string>,
): Promise<DraftAttribute> {
  const tables = await storage.catalogue({ store });
  const table = tables.find((each) => bareTable(each.name) === bareTable(wanted));
  if (table === undefined) {
    const suggestion = didYouMean(
      wanted,
      tables.map((each) => each.name),
    );
    throw new ObjectErrors.NoTables({ store, wanted, suggestion });
  }
  const column = table.columns.find((each) => each.name === name);
  const sample = await completed(storage, store, table, await sampleTable(storage, store, table, engine));
  const read = sample.columns.get(name);
  if (column === undefined || read === undefined) {
    const reason = column
      ? `it holds ${sample.unreadable.get(name) ?? 'nothing that can be read'}`
      : 'there is no such column';
    throw new ObjectErrors.NotMappable({ what: `"${table.name}.${name}"`, reason });
  }
  const identifies = [table.key, ...table.foreignKeys.map(({ columns }) => columns)].some((key) => key.includes(name));
  const pool = new NamePool();
  for (const each of taken) pool.take(each);
  const named = objectNames([table]).get(table.name) ?? { name: table.name, words: [] };
  const found = draftColumn(column, read, { table, sample, identifies });
  return draftAttribute(column, found, { table, named, pool, abbreviations: ABBREVIATIONS, at: 1 });
}
