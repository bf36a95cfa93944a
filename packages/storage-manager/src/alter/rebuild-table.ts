import { type Token, tokens } from '../catalogue/sqlite/tokens.js';
import { inDoubleQuotes } from '../sql/quote-name.js';

/** The name of a table while it is rebuilt; it is seen by nobody, as all happens in one transaction. */
const REBUILT = 'caruso_rebuilt';

/** What is kept of a table of SQLite. */
export interface SqliteTable {
  readonly name: string;
  /** Its CREATE TABLE, as SQLite keeps it. */
  readonly sql: string;
  /** The CREATE statements of its indexes and triggers. */
  readonly belongings: readonly string[];
  /** The columns that have values of their own. */
  readonly columns: readonly string[];
  /** The last number that it has given, where it counts and gives none twice. */
  readonly sequence?: string | undefined;
}

export interface Rebuild {
  /** How columns are written in the new table; `undefined` leaves one out. */
  readonly columns: ReadonlyMap<string, string | undefined>;
  /** From where columns take their values; by default from themselves. */
  readonly from?: ReadonlyMap<string, string>;
}

/**
 * Makes a table of SQLite anew with other columns: what ALTER TABLE cannot do there. Everything else in its text stays as it is.
 * It is the procedure of https://www.sqlite.org/lang_altertable.html#otheralter, to be carried out in a transaction without foreign
 * keys and with `legacy_alter_table`, so that views and references to the table stay as they are.
 */
export function rebuildTable(table: SqliteTable, { columns, from = new Map() }: Rebuild): readonly string[] {
  const { head, items, tail } = partsOf(table.sql);
  const kept = items.flatMap((item) => {
    const written = columns.has(item.column ?? '') ? columns.get(item.column ?? '') : item.text;
    return written === undefined ? [] : [written];
  });
  const filled = table.columns.filter((column) => !columns.has(column) || columns.get(column) !== undefined);
  const quoted = filled.map(inDoubleQuotes).join(', ');
  const taken = filled.map((column) => inDoubleQuotes(from.get(column) ?? column)).join(', ');
  const [old, rebuilt] = [inDoubleQuotes(table.name), inDoubleQuotes(REBUILT)];
  return [
    `${head} ${rebuilt} (${kept.join(', ')})${tail}`,
    `INSERT INTO ${rebuilt} (${quoted}) SELECT ${taken} FROM ${old}`,
    ...(table.sequence === undefined
      ? []
      : [
          `DELETE FROM sqlite_sequence WHERE name = '${REBUILT}'`,
          `INSERT INTO sqlite_sequence (name, seq) VALUES ('${REBUILT}', ${table.sequence})`,
        ]),
    `DROP TABLE ${old}`,
    `ALTER TABLE ${rebuilt} RENAME TO ${old}`,
    ...table.belongings,
  ];
}

/** A column's text, taken from its table's, without the NOT NULL in it. */
export function withoutNotNull(sql: string, column: string): string | undefined {
  const item = partsOf(sql).items.find((each) => each.column === column);
  if (item === undefined) return undefined;
  const found = tokens(item.text);
  const at = found.findIndex((token, index) => isWord(token, 'NOT') && isWord(found[index + 1], 'NULL'));
  const [not, nothing] = [found[at], found[at + 1]];
  if (not === undefined || nothing === undefined) return item.text;
  return `${item.text.slice(0, not.start)}${item.text.slice(nothing.end).trimStart()}`.trimEnd();
}

interface Item {
  readonly text: string;
  /** The column it defines; undefined for a constraint of the table. */
  readonly column: string | undefined;
}

const CONSTRAINTS = ['CONSTRAINT', 'PRIMARY', 'UNIQUE', 'CHECK', 'FOREIGN'];

function partsOf(sql: string): { readonly head: string; readonly items: readonly Item[]; readonly tail: string } {
  const all = tokens(sql);
  const open = all.findIndex((token) => isSymbol(token, '('));
  const items: Item[] = [];
  let depth = 0;
  let start = open + 1;
  let end = all.length;
  for (let at = open; at < all.length; at++) {
    const token = all[at];
    if (isSymbol(token, '(')) depth += 1;
    if (isSymbol(token, ')')) depth -= 1;
    const isEnd = depth === 0;
    if (!isEnd && !(depth === 1 && isSymbol(token, ','))) continue;
    items.push(itemOf(sql, all.slice(start, at)));
    start = at + 1;
    if (!isEnd) continue;
    end = token?.end ?? sql.length;
    break;
  }
  return { head: 'CREATE TABLE', items, tail: sql.slice(end) };
}

function itemOf(sql: string, part: readonly Token[]): Item {
  const [first, last] = [part[0], part.at(-1)];
  const isConstraint = CONSTRAINTS.some((word) => isWord(first, word));
  return {
    text: sql.slice(first?.start ?? 0, last?.end ?? 0),
    column: isConstraint ? undefined : first?.value,
  };
}

const isWord = (token: Token | undefined, word: string) => token?.kind === 'word' && token.value.toUpperCase() === word;
const isSymbol = (token: Token | undefined, symbol: string) => token?.kind === 'symbol' && token.value === symbol;
