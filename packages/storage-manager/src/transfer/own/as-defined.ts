import { type EngineName, isCheckOf } from '../../alter/column-state.js';
import type { CatalogueTable } from '../../catalogue/catalogue.js';
import type { Definitions } from '../../definitions/definition-records.js';
import type { CompleteTable } from '../../sql/definition.js';
import { canBe, definedType } from './defined-type.js';

/**
 * The tables of a catalogue with the types that CARUSO has defined for their columns. The checks that stand for these types are
 * part of them, and no facts of their own.
 */
export function asDefined(
  engine: EngineName,
  catalogue: readonly CatalogueTable[],
  definitions: Definitions,
): readonly CatalogueTable[] {
  return catalogue.map((table) => {
    const definition = table.kind === 'table' ? definitions.get(table.name) : undefined;
    if (definition === undefined) return table;
    const defined = new Map(definedColumns(engine, table, definition).map((column) => [column.name, column]));
    return {
      ...table,
      columns: table.columns.map((column) => {
        const own = defined.get(column.name);
        return own === undefined ? column : { ...column, type: definedType(engine, definition, own) };
      }),
      checks: table.checks.filter((check) => ![...defined.keys()].some((column) => isCheckOf(check, column))),
    };
  });
}

/** Definitions without the columns that the tables do not have, or have in another way. */
export function believed(
  engine: EngineName,
  catalogue: readonly CatalogueTable[],
  definitions: Definitions,
): Definitions {
  return new Map(
    catalogue.flatMap((table) => {
      const definition = table.kind === 'table' ? definitions.get(table.name) : undefined;
      if (definition === undefined) return [];
      return [[table.name, { ...definition, columns: definedColumns(engine, table, definition) }] as const];
    }),
  );
}

const definedColumns = (engine: EngineName, table: CatalogueTable, definition: CompleteTable) =>
  definition.columns.filter((column) =>
    table.columns.some((there) => there.name === column.name && canBe(engine, there, column)),
  );
