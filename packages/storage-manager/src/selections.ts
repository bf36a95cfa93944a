import { BoundedMap } from './bounded-map.js';
import type { Engine } from './engine/engine.js';
import type { Shapes } from './shapes.js';
import type { Selection } from './sql/select.js';
import { SelectPlan } from './sql/select-plan.js';
import type { SelectionShape } from './sql/selection-shape.js';
import type { SqlStatement } from './sql/sql-statement.js';

/** Shapes of selections whose statements are kept. */
const MOST_PLANS = 500;

/** A selection as it is sent, and how what comes back is read. */
export interface PlannedSelection {
  readonly plan: SelectPlan;
  readonly statement: SqlStatement;
}

/** The selections of a store: those of one shape are written once, and kept for those that differ in their values only. */
export class Selections {
  readonly #plans = new BoundedMap<string, SelectPlan>(MOST_PLANS);
  readonly #store: string;
  readonly #shapes: Shapes;

  /** @param shapes what is known of the tables */
  constructor(store: string, shapes: Shapes) {
    this.#store = store;
    this.#shapes = shapes;
  }

  /**
   * The statement of a selection like one that was planned before; undefined when there was none, or when it has to be written in
   * another way.
   *
   * @throws StorageErrors.ValueDoesNotFit
   */
  known(shape: SelectionShape): PlannedSelection | undefined {
    const plan = this.#plans.get(shape.key);
    const statement = plan?.with(shape.values);
    return plan && statement && { plan, statement };
  }

  /**
   * Writes a selection from tables of which all is known that will be.
   *
   * @param shape undefined when its text depends on its values
   * @throws StorageErrors.ValueDoesNotFit
   */
  plan(engine: Engine, selection: Selection, shape: SelectionShape | undefined): PlannedSelection {
    const plan = new SelectPlan(this.#store, engine.dialect, selection, (table, column) =>
      this.#shapes.typeOf(table, column),
    );
    if (shape) this.#plans.set(shape.key, plan);
    return { plan, statement: plan.first };
  }

  clear(): void {
    this.#plans.clear();
  }
}
