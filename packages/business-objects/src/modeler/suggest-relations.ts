import type { CatalogueTable } from '@caruso/storage-manager/contract';
import { areComparable, type Relation, type TableFacts } from './relation.js';
import { singular, wordsOf } from './words.js';

const ID_WORD = /^(?:id|nr|no|num|number|nummer|nbr|key|code|ref|fk|serial)$/i;
const PARENT =
  /^(?:parent|manager|supervisor|boss|chef|leiter|superior|predecessor|vorgaenger|vorgesetzter|uebergeordnet|reports|mgr)$/i;
/** Columns with these names mean something else in every table. */
const MEANINGLESS =
  /^(?:id|code|name|nr|no|num|number|nummer|key|type|typ|status|state|date|datum|value|wert|description|version|pos|position|line|seq|sequence|year|jahr|count|sort|rank)$/i;

/** A relation that names hint at, and values have to confirm. */
export type Suspicion = Omit<Relation, 'note'>;

/**
 * Relations that names hint at where no foreign key says anything: a column called like the key of another table, or like the
 * other table and its key; all columns of a composite key by their names; and in the same table one called parent or manager.
 * Columns whose names mean nothing in particular are never taken.
 */
export function suspectedRelations(
  facts: ReadonlyMap<string, TableFacts>,
  declared: readonly Relation[],
): readonly Suspicion[] {
  const targets = [...facts.values()].filter(({ table, key }) => table.kind === 'table' && key !== undefined);
  const found: Suspicion[] = [];
  for (const child of facts.values()) {
    const { table } = child;
    if (table.kind === 'view') continue;
    const linked = new Set([
      ...declared.filter(({ from }) => from === table.name).flatMap(({ columns }) => columns),
      ...referring(table),
    ]);
    for (const target of targets) {
      const toColumns = target.key?.columns ?? [];
      const columns = matchingColumns(child, target, linked);
      if (columns === undefined) continue;
      const same =
        declared.some(({ from, to }) => from === target.table.name && to === table.name) && isKeyOf(child, columns);
      if (!same) found.push({ from: table.name, columns, to: target.table.name, toColumns });
    }
  }
  return onePerColumn(found, facts);
}

const referring = ({ foreignKeys }: CatalogueTable) => foreignKeys.flatMap(({ columns }) => columns);

function matchingColumns(from: TableFacts, to: TableFacts, linked: ReadonlySet<string>): readonly string[] | undefined {
  const key = to.key?.columns ?? [];
  const [only] = key;
  if (only !== undefined && key.length === 1) {
    const column = from.table.columns.find(
      ({ name, computed }) =>
        computed === undefined && !linked.has(name) && hints(name, from, to, only) && fits(from, name, to, only),
    );
    return column && [column.name];
  }
  if (from.table.name === to.table.name || key.length === 0) return undefined;
  const columns = key.map((wanted) =>
    from.table.columns.find(
      ({ name }) => meaning(name, from.table) === meaning(wanted, to.table) && fits(from, name, to, wanted),
    ),
  );
  const named = columns.flatMap((column) => (column === undefined ? [] : [column.name]));
  // Columns that all tables have (a client, a year) make no relation; one of them has to name the other table or its key.
  const telling = key.some((name) => !wordsOf(name).every((word) => MEANINGLESS.test(word)));
  if (named.length < key.length || !telling || isKeyOf(from, named) || named.every((name) => linked.has(name)))
    return undefined;
  return named;
}

const fits = (from: TableFacts, column: string, to: TableFacts, key: string) =>
  areComparable(from.sample, column, to.sample, key);

const isKeyOf = ({ key }: TableFacts, columns: readonly string[]) =>
  key !== undefined && key.columns.length === columns.length && columns.every((name) => key.columns.includes(name));

function hints(column: string, from: TableFacts, to: TableFacts, key: string): boolean {
  const words = wordsOf(column).map((word) => word.toLowerCase());
  if (from.table.name === to.table.name) {
    return column !== key && words.some((word) => PARENT.test(word));
  }
  const target = nameOf(to.table);
  const isOwnKey = isKeyOf(from, [column]);
  const own = nameOf(from.table);
  // A table's own key leads elsewhere only when the table continues the other one: CUSTOMER_DETAIL.
  if (isOwnKey && !(own.length > target.length && own.startsWith(target))) return false;
  const keyWords = wordsOf(key).map((word) => word.toLowerCase());
  const keyTells = !keyWords.every((word) => MEANINGLESS.test(word));
  if (keyTells && words.join(' ') === keyWords.join(' ')) return true;
  if (
    keyTells &&
    keyWords.length > 1 &&
    words.length > keyWords.length &&
    words.slice(-keyWords.length).join(' ') === keyWords.join(' ')
  )
    return true;
  const rest = withoutId(words, column);
  return rest !== undefined && (rest === target || (rest.length > 2 && target.length > 2 && rest.endsWith(target)));
}

/** What a column is called without the word that says it is an identifier; undefined when it says no such thing. */
function withoutId(words: readonly string[], column: string): string | undefined {
  const last = words.at(-1) ?? '';
  if (words.length > 1 && ID_WORD.test(last)) return words.slice(0, -1).join('');
  const glued = /^(\w{3,}?)(?:id|nr)$/i.exec(column)?.[1];
  return words.length === 1 ? glued?.toLowerCase() : undefined;
}

const names = new WeakMap<CatalogueTable, string>();

/** The name of a table in one small word, in the singular. */
function nameOf(table: CatalogueTable): string {
  const known = names.get(table);
  if (known !== undefined) return known;
  const words = wordsOf(table.name.split('.').at(-1) ?? table.name);
  const name = words.map((word, at) => (at === words.length - 1 ? singular(word) : word).toLowerCase()).join('');
  names.set(table, name);
  return name;
}

/** The name of a column without the table's own prefix, to compare it with one of another table. */
function meaning(column: string, table: CatalogueTable): string {
  const words = wordsOf(column).map((word) => word.toLowerCase());
  const [first] = words;
  const isPrefix = words.length > 1 && table.columns.every(({ name }) => wordsOf(name)[0]?.toLowerCase() === first);
  return (isPrefix ? words.slice(1) : words).join(' ');
}

/** A column leads to one table: the one whose name it has, else the first. */
function onePerColumn(found: readonly Suspicion[], facts: ReadonlyMap<string, TableFacts>): readonly Suspicion[] {
  const best = new Map<string, Suspicion>();
  const score = ({ columns, to }: Suspicion) => {
    const target = nameOf(facts.get(to)?.table ?? ({ name: to } as CatalogueTable));
    return columns.some((column) => wordsOf(column).join('').toLowerCase().includes(target)) ? 1 : 0;
  };
  for (const each of found) {
    const id = `${each.from}\0${each.columns.join('\0')}`;
    const known = best.get(id);
    if (known === undefined || score(each) > score(known)) best.set(id, each);
  }
  return [...best.values()];
}
