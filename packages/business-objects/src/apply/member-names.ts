import { tableParts } from '../check/table-parts.js';
import { BESIDE, wholeOf } from '../model/split-extensions.js';
import type { Field } from '../repository/plan/field.js';
import type { ObjectPlan } from '../repository/plan/object-plan.js';

/** The object type that a plan belongs to, also when it is of what lies beside its table. */
export const objectName = ({ name }: ObjectPlan): string => wholeOf(name);

/** A member as people name it: `Customer.tier`. */
export const memberName = (plan: ObjectPlan, member: string): string => `${objectName(plan)}.${member}`;

/** Who has a column of a table, and what it is there. */
export interface Owner {
  readonly plan: ObjectPlan;
  readonly field: Field;
}

/** Finds the members of objects by the columns in which they lie. */
export class MemberNames {
  readonly #objects = new Map<string, string>();
  readonly #owners = new Map<string, Owner>();

  constructor(plans: Iterable<ObjectPlan>) {
    for (const plan of plans) {
      const { store } = plan.mapping;
      for (const part of tableParts(plan)) {
        const tables = part.was === undefined ? [part.table] : [part.table, part.was];
        for (const table of tables) {
          const at = `${store}\0${table}`;
          if (!this.#objects.has(at)) this.#objects.set(at, objectName(plan));
          for (const field of plan.fields.values()) {
            for (const column of field.columns) {
              if (!part.columns.some(({ name }) => part.prefix + name === column.name)) continue;
              const bare = column.name.slice(part.prefix.length);
              const was = plan.mapping.columnsWere.get(column.name);
              const isKeyBeside = plan.name.endsWith(BESIDE) && plan.model.key.includes(field.name);
              if (isKeyBeside) continue;
              for (const name of was === undefined ? [bare] : [bare, was]) {
                if (!this.#owners.has(`${at}\0${name}`)) this.#owners.set(`${at}\0${name}`, { plan, field });
              }
            }
          }
        }
      }
    }
  }

  /** The first object type with rows in a table. */
  object(store: string, table: string): string | undefined {
    return this.#objects.get(`${store}\0${table}`);
  }

  owner(store: string, table: string, column: string): Owner | undefined {
    return this.#owners.get(`${store}\0${table}\0${column}`);
  }

  /** `Customer.name`; a column that is no member's goes by its own name. */
  member(store: string, table: string, column: string): string {
    const owner = this.owner(store, table, column);
    return owner === undefined
      ? `${this.object(store, table) ?? table}.${column}`
      : memberName(owner.plan, owner.field.name);
  }
}
