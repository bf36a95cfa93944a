import type { Cell, Column, Statement, Value } from '@caruso/storage-manager/contract';
import { ObjectErrors, type Violation } from '../../errors.js';
import type { CheckEnvironment } from '../plan/check-environment.js';
import { equalities } from '../plan/column-conditions.js';
import type { ObjectPlan } from '../plan/object-plan.js';
import { danglingLinks } from './dangling-links.js';
import { RowBuffer } from './row-buffer.js';
import { creationStatements } from './statements.js';
import { take } from './validate.js';

type Given = Readonly<Record<string, unknown>>;
type Source = Parameters<typeof danglingLinks>[0];

/** So many broken rules are reported; one mistake in a file may break one in every line. */
const MOST_VIOLATIONS = 100;

/** How many objects are created. */
export interface Creations {
  readonly statements: readonly Statement[];
  /** Undefined where the database makes them. */
  readonly keys: string[] | undefined;
}

/**
 * The statements that create many objects: rows that give the same columns go into one statement.
 *
 * @throws ObjectErrors.Invalid with the violations of all items, each with its index
 */
export async function createManyStatements(
  source: Source,
  plan: ObjectPlan,
  items: readonly Given[],
  environment: CheckEnvironment,
): Promise<Creations> {
  const linked = [...plan.model.links.values()].some(({ many }) => !many);
  const looksAtValues = linked || plan.rules.checked.length > 0 || plan.model.check !== undefined;
  const values: Readonly<Record<string, Value>>[] = [];
  const violations: Violation[] = [];
  const groups = new RowGroups(plan, [...plan.nextVersion(undefined), ...equalities(plan.mapping.where)]);
  const row = new RowBuffer();
  for (const [index, item] of items.entries()) {
    const read: Record<string, Value> | undefined = looksAtValues ? {} : undefined;
    row.clear();
    const found = take(plan, plan.rules.withDefaults(item), undefined, environment, row, read);
    for (const violation of found) violations.push({ ...violation, index });
    if (violations.length >= MOST_VIOLATIONS) break;
    if (linked && read !== undefined) values.push(read);
    groups.add(row);
  }
  if (linked && violations.length === 0) {
    for (const violation of await danglingLinks(source, plan, values)) {
      for (const [index, each] of values.entries()) {
        if (each[violation.attribute] !== violation.value || violations.length >= MOST_VIOLATIONS) continue;
        violations.push({ ...violation, index });
      }
    }
  }
  if (violations.length > 0) throw new ObjectErrors.Invalid({ object: plan.name, violations });
  return { statements: groups.statements, keys: groups.keys };
}

/** Rows that give the same columns. */
interface Group {
  /** The columns that are given. */
  readonly given: readonly Column[];
  /** What every row gets besides. */
  readonly more: readonly Cell[];
  /** Where the columns of the key are among those given. */
  readonly keyAt: readonly number[];
  readonly rows: (readonly Value[])[];
}

/** Rows in the order they come, those next to each other that have the same columns together. */
class RowGroups {
  readonly statements: Statement[] = [];
  readonly #plan: ObjectPlan;
  readonly #more: readonly Cell[];
  readonly #simple: boolean;
  readonly #keys: string[] | undefined;
  #group: Group | undefined;

  /** @param more what every row gets, unless it is given */
  constructor(plan: ObjectPlan, more: readonly Cell[]) {
    this.#plan = plan;
    this.#more = more;
    this.#simple = plan.hasOwnRow;
    this.#keys = plan.rules.generated.length > 0 || !plan.keyed ? undefined : [];
  }

  get keys(): string[] | undefined {
    return this.#keys;
  }

  add(row: RowBuffer): void {
    let group = this.#group;
    if (group === undefined || !row.hasJust(group.given)) {
      group = this.#begin(row.columns);
      this.#group = group;
    }
    const { more, keyAt, rows } = group;
    this.#keys?.push(this.#plan.key.read(keyAt.map((at) => row.value(at))) ?? '');
    if (!this.#simple) {
      this.statements.push(...creationStatements(this.#plan, [...row.cells(), ...more]));
      return;
    }
    for (const { column, value } of more) row.add(column, value);
    rows.push(row.values());
  }

  #begin(given: readonly Column[]): Group {
    const at = (name: string) => given.findIndex((column) => column.name === name);
    const more = this.#more.filter(({ column }) => at(column.name) < 0);
    const rows: (readonly Value[])[] = [];
    if (this.#simple) {
      const columns = [...given, ...more.map(({ column }) => column)];
      this.statements.push({ insertMany: { table: this.#plan.mapping.table, columns, rows } });
    }
    return { given, more, keyAt: this.#plan.keyColumns.map(({ name }) => at(name)), rows };
  }
}
