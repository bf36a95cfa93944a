import type { CatalogueColumn } from '../catalogue.js';
import { declaredType } from './declared-type.js';
import type { ColumnRow } from './sqlite-queries.js';
import type { TableDefinition } from './table-definition.js';

/** What is known of the table that columns belong to. */
interface TableFacts {
  readonly definition?: TableDefinition;
  /** The columns of the key need a value, which SQLite does not see to in an ordinary table. */
  readonly keyIsRequired?: boolean;
  /** The column that is the number of the row, if there is one, and the number the next row gets. */
  readonly rowid?: string | undefined;
  readonly next?: bigint;
}

/** The columns of the primary key in its order. */
export function keyOf(rows: readonly ColumnRow[]): string[] {
  const inKey = rows.filter(([, , , , place]) => place > 0n);
  return inKey.sort((a, b) => Number(a[4] - b[4])).map(([name]) => name);
}

export function readColumns(rows: readonly ColumnRow[], table: TableFacts): CatalogueColumn[] {
  return rows.filter(([, , , , , hidden]) => hidden !== 1n).map((row) => readColumn(row, table));
}

function readColumn(
  [name, type, notNull, defaultText, place, hidden]: ColumnRow,
  { definition, keyIsRequired = false, rowid, next = 0n }: TableFacts,
): CatalogueColumn {
  const isRowid = name === rowid;
  const required = notNull > 0n || isRowid || (keyIsRequired && place > 0n);
  const collation = definition?.collations.get(name.toLowerCase());
  return {
    name,
    engineType: type,
    type: declaredType(type),
    nullable: !required,
    generated: isRowid || hidden > 1n,
    ...(defaultText === null || defaultText.toUpperCase() === 'NULL' ? {} : { default: defaultText }),
    ...(hidden > 1n
      ? { computed: { expression: definition?.computed.get(name.toLowerCase()) ?? '', stored: hidden === 3n } }
      : {}),
    ...(isRowid ? { identity: { always: false, next: String(next) } } : {}),
    ...(collation === undefined ? {} : { collation }),
  };
}
