import type { CatalogueColumn } from '../catalogue.js';
import type { ColumnRow } from './mariadb-queries.js';
import { mariadbType } from './mariadb-type.js';

/** What stands beside the columns of a table. */
export interface ColumnFacts {
  readonly isMariadb: boolean;
  /** What the table counts up to next. */
  readonly next: string | null;
  /** What sequences give next, by their name as SQL writes it. */
  readonly sequences: ReadonlyMap<string, string>;
  /** The columns that a check keeps to JSON. */
  readonly json: ReadonlySet<string>;
}

const NEXTVAL = /^nextval\((.+)\)$/i;

/** The sequence that gives a column its values, as SQL writes it. */
export function sequenceOf([, , , , expression]: ColumnRow): string | undefined {
  return NEXTVAL.exec(expression ?? '')?.[1];
}

export function readColumn(row: ColumnRow, facts: ColumnFacts): CatalogueColumn {
  const [, name, engineType, nullable, , extra, computed, collation, comment] = row;
  const type = facts.json.has(name) ? ({ kind: 'json' } as const) : mariadbType(engineType);
  const isComputed = /\b(?:VIRTUAL|STORED|PERSISTENT)\b/i.test(extra);
  const sequence = sequenceOf(row);
  const countsUp = /\bauto_increment\b/i.test(extra) || sequence !== undefined;
  const next = sequence === undefined ? facts.next : facts.sequences.get(sequence);
  const given = isComputed || countsUp ? undefined : defaultOf(row, facts.isMariadb);
  const [, onUpdate] = /\bon update (\S+)/i.exec(extra) ?? [];
  return {
    name,
    engineType,
    type,
    nullable: nullable === 'YES',
    generated: isComputed || countsUp,
    ...(given === undefined ? {} : { default: given }),
    ...(isComputed ? { computed: { expression: computed ?? '', stored: !/\bVIRTUAL\b/i.test(extra) } } : {}),
    ...(countsUp ? { identity: { always: false, ...(next == null ? {} : { next }) } } : {}),
    ...(collation === null ? {} : { collation }),
    ...(comment === '' ? {} : { comment }),
    ...(onUpdate === undefined ? {} : { onUpdate }),
  };
}

/** MariaDB says NULL where there is no default; MySQL writes literals without their quotes. */
function defaultOf([, , type, , expression, extra]: ColumnRow, isMariadb: boolean): string | undefined {
  if (expression === null || (isMariadb && expression === 'NULL')) return undefined;
  if (isMariadb || /DEFAULT_GENERATED/i.test(extra)) return expression;
  const { kind } = mariadbType(type);
  const isBare =
    ['integer', 'decimal', 'float', 'year', 'bits'].includes(kind) || /^current_timestamp/i.test(expression);
  return isBare ? expression : `'${expression.replaceAll(/['\\]/g, '$&$&')}'`;
}
