import type { EngineName } from '../engine-name.js';
import type { ColumnPlan, TablePlan } from '../plan/transfer-plan.js';
import { literal } from '../quote.js';
import { tableName } from './write-table.js';

/** The statements after which a column goes on counting with `next`; they may be given again. */
export function setNext(engine: EngineName, table: TablePlan, column: ColumnPlan, next: string): readonly string[] {
  const name = tableName(engine, table);
  switch (engine) {
    case 'postgres':
      return [
        `SELECT setval(pg_get_serial_sequence(${literal(engine, name)}, ${literal(engine, column.name)}), ${next}, false)`,
      ];
    case 'mariadb':
      return [`ALTER TABLE ${name} AUTO_INCREMENT = ${next}`];
    case 'sqlite': {
      const table_ = literal(engine, table.target);
      return [
        `DELETE FROM sqlite_sequence WHERE name = ${table_}`,
        `INSERT INTO sqlite_sequence (name, seq) VALUES (${table_}, ${next} - 1)`,
      ];
    }
  }
}
