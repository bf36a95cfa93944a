import type { DraftLink } from './draft.js';
import { NamePool } from './name-pool.js';
import type { Relation, TableFacts } from './relation.js';
import { type ObjectName, sharedFirstWord } from './table-names.js';
import { camelCase, pascalCase, plural, wordsOf } from './words.js';

/** A relation with names for both of its ends. */
export interface PlannedLink {
  readonly from: string;
  readonly target: string;
  readonly name: string;
  readonly to: string;
  readonly inverse: string;
  readonly columns: readonly string[];
  readonly required: boolean;
  readonly note?: string;
}

/** The links of all objects, and the pools from which their other members take their names. */
export interface LinkPlan {
  readonly links: ReadonlyMap<string, readonly PlannedLink[]>;
  /** The ends that lead to many, by table. */
  readonly inverse: ReadonlyMap<string, readonly DraftLink[]>;
  readonly pools: ReadonlyMap<string, NamePool>;
}

const ID_WORD = /^(?:id|nr|no|num|number|nummer|nbr|key|fk|ref|code)$/i;

/** Two letters say less than the name of the other object. */
const SHORTEST_ROLE = 3;

/** Names links by their columns (`billing_address_id` is `billingAddress`), and what leads back by who leads here. */
export function planLinks(
  facts: ReadonlyMap<string, TableFacts>,
  relations: readonly Relation[],
  names: ReadonlyMap<string, ObjectName>,
): LinkPlan {
  const pools = new Map([...facts.keys()].map((table) => [table, new NamePool()]));
  const links = new Map<string, PlannedLink[]>();
  const inverse = new Map<string, DraftLink[]>();
  for (const relation of inColumnOrder(relations, facts)) {
    const { from, to, columns, note } = relation;
    const child = facts.get(from);
    const own = names.get(from);
    const other = names.get(to);
    if (child === undefined || own === undefined || other === undefined) continue;
    const several = relations.filter((each) => each.from === from && each.to === to).length > 1;
    const plain = camelCase(other.words);
    const role = from === to || columns.length === 1 || several ? roleOf(relation, child, own) : plain;
    const told = from !== to && isShort(role, plain) ? plain : role;
    const name = pools.get(from)?.take(told === '' ? plain : told, plain, `${plain}Link`) ?? plain;
    const many = plural(camelCase(own.words));
    const by = `${many}By${pascalCase(wordsOf(name))}`;
    const back = (several ? pools.get(to)?.take(by) : pools.get(to)?.take(many, by)) ?? many;
    const required = columns.every((column) =>
      child.table.columns.some((each) => each.name === column && isRequired(each)),
    );
    const planned: PlannedLink = {
      from,
      target: to,
      name,
      to: other.name,
      inverse: back,
      columns,
      required,
      ...(note === undefined ? {} : { note }),
    };
    links.set(from, [...(links.get(from) ?? []), planned]);
    inverse.set(to, [...(inverse.get(to) ?? []), { name: back, to: own.name, inverse: name, notes: [] }]);
  }
  return { links, inverse, pools };
}

function inColumnOrder(relations: readonly Relation[], facts: ReadonlyMap<string, TableFacts>): readonly Relation[] {
  const tables = [...facts.keys()];
  const place = ({ from, columns: [first] }: Relation) =>
    facts.get(from)?.table.columns.findIndex(({ name }) => name === first) ?? 0;
  const table = ({ from }: Relation) => tables.indexOf(from);
  return [...relations].sort((a, b) => table(a) - table(b) || place(a) - place(b));
}

const isRequired = ({ nullable, default: preset }: { nullable: boolean; default?: string | undefined }) =>
  !nullable && preset === undefined;

/** What the columns say the other object is to this one: `reportsTo`, `billingAddress`. */
function roleOf({ columns, toColumns }: Relation, { table }: TableFacts, own: ObjectName): string {
  const shared = sharedFirstWord(table.columns.map(({ name }) => wordsOf(name)));
  const telling = columns.find((column, at) => columns.length === 1 || column !== toColumns[at]) ?? columns[0] ?? '';
  const all = wordsOf(telling);
  const words = shared === undefined || all.length < 2 ? all : all.slice(1);
  const last = words.at(-1) ?? '';
  const rest = words.length > 1 && ID_WORD.test(last) ? words.slice(0, -1) : words;
  const glued = rest.length === 1 ? (rest[0] ?? '').replace(/(?<=[A-Za-z]{3})(?:id|nr)$/i, '') : undefined;
  const role = camelCase(glued === undefined ? rest : [glued]);
  const isKey = words.every((word) => ID_WORD.test(word));
  return isKey || role.length < SHORTEST_ROLE || role.toLowerCase() === camelCase(own.words).toLowerCase() ? '' : role;
}

/** Whether a word is another one without most of its vowels, as old programs shortened them: `hlt` is `halter`. */
function isShort(word: string, of: string): boolean {
  if (word.length >= of.length || !/^[a-z]+$/i.test(word) || word[0] !== of[0]) return false;
  const consonants = (text: string) => text.toLowerCase().replace(/(?!^)[aeiou]/g, '');
  return word.toLowerCase() === consonants(word) && consonants(of).startsWith(consonants(word));
}
