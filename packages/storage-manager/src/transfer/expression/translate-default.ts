import type { StoredType } from '../../catalogue/stored-type.js';
import type { EngineName } from '../engine-name.js';
import { literal } from '../quote.js';
import { dateCell, isZeroDate, timeCell, timestampCell } from '../values/calendar.js';
import { BadCell } from '../values/cell.js';
import { booleanCell, decimalCell } from '../values/numbers.js';
import { uuidCell } from '../values/uuid.js';
import { type Expression, Untranslatable } from './expression.js';
import { readExpression } from './read-expression.js';

/**
 * The default of a column in the SQL of the engine `to`; none when the source's default is no more than NULL.
 *
 * @param type what the column holds at the target
 * @throws Untranslatable
 */
export function translateDefault(sql: string, from: EngineName, to: EngineName, type: StoredType): string | undefined {
  const expression = readExpression(sql, from);
  if (expression.kind === 'word' && expression.word === 'NULL') return undefined;
  if (expression.kind === 'now') return nowOf(expression.of, to, type);
  try {
    return constantOf(textOf(expression), to, type);
  } catch (thrown) {
    if (thrown instanceof BadCell) throw new Untranslatable(thrown.message);
    throw thrown;
  }
}

function nowOf(of: 'date' | 'timestamp', to: EngineName, type: StoredType): string {
  if (type.kind !== of) throw new Untranslatable(`the column holds no ${of}`);
  if (type.kind === 'timestamp' && to === 'mariadb' && type.fraction > 0) return `CURRENT_TIMESTAMP(${type.fraction})`;
  if (type.kind === 'date') return to === 'mariadb' ? '(CURRENT_DATE)' : 'CURRENT_DATE';
  return 'CURRENT_TIMESTAMP';
}

function textOf(expression: Expression): string {
  if (expression.kind === 'number' || expression.kind === 'text') return expression.text;
  if (expression.kind === 'word') return expression.word === 'TRUE' ? '1' : '0';
  if (expression.kind === 'unary' && expression.operator === '-' && expression.of.kind === 'number')
    return `-${expression.of.text}`;
  throw new Untranslatable('it is no constant');
}

function constantOf(text: string, to: EngineName, type: StoredType): string {
  switch (type.kind) {
    case 'integer':
    case 'decimal':
    case 'float':
    case 'year':
      return decimalCell(text.trim());
    case 'boolean':
      return to === 'postgres' ? (booleanCell(text) === '1' ? 'TRUE' : 'FALSE') : booleanCell(text);
    case 'text':
    case 'enum':
    case 'set':
    case 'json':
      return literal(to, text);
    case 'date':
      return literal(to, real(dateCell(text), to));
    case 'time':
      return literal(to, timeCell(text));
    case 'timestamp':
      return literal(to, real(timestampCell(text, type.zoned), to));
    case 'uuid':
      return literal(to, uuidCell(text));
    default:
      throw new Untranslatable('it is a constant of a type that is not known well enough');
  }
}

function real(cell: string, to: EngineName): string {
  if (to === 'postgres' && isZeroDate(cell)) throw new Untranslatable('it is no date of the calendar');
  return cell;
}
