import type { Cell, Column, Statement, Value } from '@caruso/storage-manager/contract';
import { ObjectErrors, type Violation } from '../errors.js';
import type { CheckEnvironment } from './check-environment.js';
import { equalities } from './column-conditions.js';
import { danglingLinks } from './dangling-links.js';
import type { ObjectPlan } from './object-plan.js';
import { creationStatements } from './statements.js';
import { validate } from './validate.js';

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
  withDefaults: (given: Given) => Given,
): Promise<Creations> {
  const linked = [...plan.model.links.values()].some(({ many }) => !many);
  const values: Readonly<Record<string, Value>>[] = [];
  const violations: Violation[] = [];
  const groups = new RowGroups(plan);
  const more = [...plan.nextVersion(undefined), ...equalities(plan.mapping.where)];
  for (const [index, item] of items.entries()) {
    const found = validate(plan, withDefaults(item), undefined, environment);
    for (const violation of found.violations) violations.push({ ...violation, index });
    if (violations.length >= MOST_VIOLATIONS) break;
    if (linked) values.push(found.values);
    groups.add(found.cells, more);
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

interface Group {
  readonly columns: readonly Column[];
  readonly rows: (readonly Value[])[];
}

/** Rows in the order they come, those next to each other that have the same columns together. */
class RowGroups {
  readonly statements: Statement[] = [];
  readonly #plan: ObjectPlan;
  readonly #simple: boolean;
  readonly #keys: string[] = [];
  readonly #generated: boolean;
  #group: Group | undefined;

  constructor(plan: ObjectPlan) {
    this.#plan = plan;
    this.#simple = plan.sides.length === 0 && plan.part === undefined;
    this.#generated = [...plan.fields.values()].some(
      (field) => field.kind === 'attribute' && field.stored.mapping.generate === 'database',
    );
  }

  get keys(): string[] | undefined {
    return this.#generated || !this.#plan.keyed ? undefined : this.#keys;
  }

  add(given: readonly Cell[], more: readonly Cell[]): void {
    const cells = withMore(given, more);
    if (!this.#generated && this.#plan.keyed) this.#keys.push(this.#keyOf(cells));
    if (!this.#simple) {
      this.statements.push(...creationStatements(this.#plan, cells));
      return;
    }
    let group = this.#group;
    if (group === undefined || !fits(group, cells)) {
      group = { columns: cells.map(({ column }) => column), rows: [] };
      this.#group = group;
      const { table } = this.#plan.mapping;
      this.statements.push({ insertMany: { table, columns: [...group.columns], rows: group.rows } });
    }
    group.rows.push(cells.map(({ value }) => value));
  }

  #keyOf(cells: readonly Cell[]): string {
    const { key, keyColumns } = this.#plan;
    return key.read(keyColumns.map(({ name }) => cells.find(({ column }) => column.name === name)?.value)) ?? '';
  }
}

function fits({ columns }: Group, cells: readonly Cell[]): boolean {
  if (columns.length !== cells.length) return false;
  for (let index = 0; index < cells.length; index += 1) if (columns[index] !== cells[index]?.column) return false;
  return true;
}

function withMore(cells: readonly Cell[], more: readonly Cell[]): readonly Cell[] {
  if (more.length === 0) return cells;
  return [...cells, ...more.filter(({ column }) => !cells.some((cell) => cell.column.name === column.name))];
}
