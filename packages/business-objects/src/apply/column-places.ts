import type { CatalogueTable } from '@caruso/storage-manager/contract';
import { type TablePart, tableParts } from '../check/table-parts.js';
import type { AttributeField } from '../repository/plan/field.js';
import type { ObjectPlan } from '../repository/plan/object-plan.js';
import type { Surroundings } from './apply-list.js';

/** A column as it is called now. */
export interface ColumnPlace {
  readonly table: string;
  readonly column: string;
}

/** Where columns of a model lie before it is applied, when some of them are still called otherwise. */
export class ColumnPlaces {
  readonly #at: Surroundings;
  readonly #catalogue: ReadonlyMap<string, CatalogueTable>;

  constructor(at: Surroundings, catalogue: readonly CatalogueTable[]) {
    this.#at = at;
    this.#catalogue = new Map(catalogue.map((table) => [table.name, table]));
  }

  /** The attribute of the model before that lay in a column. */
  fieldBefore(table: string, column: string): AttributeField | undefined {
    const { before, store } = this.#at;
    const find = (at: string, name: string) => before?.owner(store, at, name)?.field;
    const found = find(table, column) ?? this.#wasCalled(table, column, find);
    return found?.kind === 'attribute' ? found : undefined;
  }

  #wasCalled<Found>(table: string, column: string, find: (table: string, column: string) => Found | undefined) {
    const owner = this.#at.names.owner(this.#at.store, table, column);
    if (owner === undefined) return undefined;
    const part = tableParts(owner.plan).find((each) => each.table === table || each.was === table);
    const tables = [table, part?.was ?? table];
    const columns = [column, owner.plan.mapping.columnsWere.get((part?.prefix ?? '') + column) ?? column];
    return tables.flatMap((at) => columns.map((name) => find(at, name))).find((each) => each !== undefined);
  }

  /** Where a field lies now, when it is still called as before. */
  placeNow(part: TablePart, plan: ObjectPlan, field: AttributeField): ColumnPlace | undefined {
    const mapped = field.columns[0]?.name ?? '';
    const name = mapped.slice(part.prefix.length);
    const was = plan.mapping.columnsWere.get(mapped);
    const table =
      this.#catalogue.get(part.table) ?? (part.was === undefined ? undefined : this.#catalogue.get(part.was));
    const column = [name, was].find((each) => table?.columns.some((present) => present.name === each));
    return table === undefined || column === undefined ? undefined : { table: table.name, column };
  }
}
