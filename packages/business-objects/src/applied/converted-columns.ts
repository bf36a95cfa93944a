import type { AttributeField } from '../repository/plan/field.js';
import type { AppliedStep } from './applied-step.js';

type Applied = Pick<AppliedStep, 'began' | 'by' | 'model' | 'version' | 'names'>;

/** How an attribute reads and writes its column, to tell whether a model does so as before a conversion. */
export const formOf = ({ model, stored }: AttributeField): string =>
  JSON.stringify([
    model.type,
    model.values ?? [],
    stored.mapping.column.type,
    stored.mapping.convert ?? '',
    stored.mapping.nullMarkers,
  ]);

/** Columns whose values a model that was applied has brought into another form, under the names that they have now. */
export class ConvertedColumns {
  readonly #converted = new Map<string, Applied>();

  /** @param applied what was done to a store, in its order */
  constructor(applied: readonly Applied[] = []) {
    for (const each of applied) this.#add(each);
  }

  /** When the values of a column came into another form than this one, which they had before; undefined when they are in no other. */
  since(table: string, column: string, form: string): string | undefined {
    const found = this.#converted.get(nameOf(table, column));
    if (found?.names?.form !== form) return undefined;
    const { began, by, model, version } = found;
    return `when ${model} ${version} was applied (${began.replace('T', ' ').slice(0, 16)} UTC, by ${by})`;
  }

  #add(applied: Applied): void {
    const { names } = applied;
    if (names === undefined) return;
    const { did, table, column, to } = names;
    if (column === undefined) {
      const moved = [...this.#converted].filter(([name]) => name.startsWith(nameOf(table, '')));
      for (const [name, each] of moved) {
        this.#converted.delete(name);
        if (did === 'renamed' && to !== undefined) this.#converted.set(to + name.slice(table.length), each);
      }
      return;
    }
    const name = nameOf(table, column);
    const known = this.#converted.get(name);
    this.#converted.delete(name);
    if (did === 'converted') this.#converted.set(name, applied);
    else if (did === 'renamed' && known !== undefined) this.#converted.set(nameOf(table, to ?? ''), known);
  }
}

const nameOf = (table: string, column: string) => `${table}\0${column}`;
