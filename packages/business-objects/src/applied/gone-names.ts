import type { AppliedStep } from './applied-step.js';

type Applied = Pick<AppliedStep, 'began' | 'by' | 'model' | 'version' | 'names'>;

/**
 * Tables and columns that a model which was applied has dropped or called otherwise, and that have not come back since. A model
 * that asks for one of them is older than the store, or brings back what was meant to go.
 */
export class GoneNames {
  readonly #gone = new Map<string, Applied>();

  /** @param applied what was done to a store, in its order */
  constructor(applied: readonly Applied[] = []) {
    for (const each of applied) this.#add(each);
  }

  /** Since when, and why, a store has no such table or column; undefined when nobody took it away. */
  of(table: string, column?: string): string | undefined {
    const found = this.#gone.get(nameOf(table, column));
    if (found?.names === undefined) return undefined;
    const { began, by, model, version, names } = found;
    const when = `when ${model} ${version} was applied (${began.replace('T', ' ').slice(0, 16)} UTC, by ${by})`;
    return names.to === undefined ? `was dropped ${when}` : `was renamed to '${names.to}' ${when}`;
  }

  #add(applied: Applied): void {
    const { names } = applied;
    if (names === undefined || names.did === 'converted') return;
    const { did, table, column, to } = names;
    const name = nameOf(table, column);
    if (did === 'added') this.#forget(name, column === undefined);
    else this.#gone.set(name, applied);
    if (to === undefined) return;
    this.#forget(
      nameOf(column === undefined ? to : table, column === undefined ? undefined : to),
      column === undefined,
    );
    if (column !== undefined) return;
    // What had gone of the table before is gone from it under its new name, too.
    for (const [gone, before] of [...this.#gone]) {
      if (gone.startsWith(`${name}\0`)) this.#gone.set(to + gone.slice(name.length), before);
    }
  }

  #forget(name: string, isTable: boolean): void {
    this.#gone.delete(name);
    for (const gone of isTable ? [...this.#gone.keys()] : []) {
      if (gone.startsWith(`${name}\0`)) this.#gone.delete(gone);
    }
  }
}

const nameOf = (table: string, column: string | undefined) => (column === undefined ? table : `${table}\0${column}`);
