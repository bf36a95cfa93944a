import { joinTableName } from '../../table-name.js';
import type { CatalogueIndex, CatalogueTable } from '../catalogue.js';
import { grouped } from '../grouped.js';
import { ruleOf } from '../rule.js';
import type { ConstraintRow, IndexRow, TableRow } from './postgres-queries.js';

/** Names by the numbers that PostgreSQL gives tables, and columns within each. */
export interface Names {
  readonly tables: ReadonlyMap<string, TableRow>;
  readonly columns: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

const RULES: Readonly<Record<string, string>> = { r: 'RESTRICT', c: 'CASCADE', n: 'SET NULL', d: 'SET DEFAULT' };

export function readConstraints(
  rows: readonly ConstraintRow[],
  names: Names,
): Pick<CatalogueTable, 'key' | 'unique' | 'foreignKeys' | 'checks'> {
  const found: ReturnType<typeof readConstraints> = { key: [], unique: [], foreignKeys: [], checks: [] };
  for (const row of rows) {
    const [table, name, type, numbers, target, targetNumbers, onUpdate, onDelete, deferrable, deferred, check] = row;
    const columns = columnNames(names, table, numbers);
    if (type === 'p') found.key = columns;
    if (type === 'c') found.checks.push({ name, expression: check ?? '' });
    if (type === 'u') {
      const nullsEqual = row[11] === 't' ? { nullsEqual: true } : {};
      found.unique.push({ name, columns, ...nullsEqual, ...(deferrable === 't' ? { deferrable: true } : {}) });
    }
    if (type === 'f')
      found.foreignKeys.push({
        name,
        columns,
        table: tableName(names, target),
        to: columnNames(names, target, targetNumbers),
        onUpdate: ruleOf(RULES[onUpdate] ?? ''),
        onDelete: ruleOf(RULES[onDelete] ?? ''),
        deferrable: deferrable === 't',
        deferred: deferred === 't',
      });
  }
  return found;
}

export function readIndexes(rows: readonly IndexRow[], names: Names): CatalogueIndex[] {
  return [...grouped(rows, ([, name]) => name)].map(([name, parts]) => {
    const [table = '', , unique, method = '', keyParts] = parts[0] ?? [];
    const [where = null, nullsEqual] = parts[0]?.slice(10) ?? [];
    const columnOf = (number: string) => names.columns.get(table)?.get(number);
    const include = parts.slice(Number(keyParts)).map((part) => columnOf(part[6]) ?? part[7]);
    return {
      name,
      unique: unique === 't',
      parts: parts.slice(0, Number(keyParts)).map(([, , , , , , attribute, expression, descending, collation]) => {
        const column = columnOf(attribute);
        return {
          ...(column === undefined ? { expression } : { column }),
          descending: descending === '1',
          ...(collation === null ? {} : { collation }),
        };
      }),
      ...(where === null ? {} : { where }),
      method,
      ...(include.length ? { include } : {}),
      ...(nullsEqual === 't' ? { nullsEqual: true } : {}),
    };
  });
}

/** Named as tables are in a catalogue; one that is not in it keeps its number, which is all that is known of it. */
function tableName({ tables }: Names, oid: string): string {
  const [, schema, name] = tables.get(oid) ?? [];
  return name === undefined ? oid : joinTableName({ schema: schema ?? undefined, name });
}

function columnNames({ columns }: Names, table: string, numbers: string | null): string[] {
  const known = columns.get(table);
  return (JSON.parse(numbers ?? '[]') as readonly number[]).map(
    (number) => known?.get(String(number)) ?? String(number),
  );
}
