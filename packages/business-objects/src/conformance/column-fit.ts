import type { CatalogueColumn, LogicalType, StoredType } from '@caruso/storage-manager/contract';
import type { AttributeModel, ColumnMapping } from '../model/model.js';

/** What a column of a database does not do for the attribute it is mapped to. */
export interface Misfit {
  readonly code: 'wrong-type' | 'narrow-column' | 'not-nullable';
  readonly message: string;
  readonly hint?: string;
}

type Kind = StoredType['kind'];

/** The kinds of columns whose values can be read and written as a type, whatever else they are. */
const READABLE: Readonly<Record<LogicalType, readonly Kind[]>> = {
  string: ['text', 'enum', 'set', 'uuid', 'json', 'array', 'interval'],
  text: ['text', 'enum', 'set', 'uuid', 'json', 'array', 'interval'],
  uuid: ['uuid', 'text', 'binary'],
  integer: ['integer', 'decimal', 'float', 'year', 'boolean', 'bits'],
  long: ['integer', 'decimal', 'year', 'boolean', 'bits'],
  decimal: ['decimal', 'integer', 'float', 'text'],
  double: ['float', 'decimal', 'integer'],
  boolean: ['boolean', 'integer', 'bits'],
  date: ['date', 'timestamp'],
  time: ['time', 'interval'],
  instant: ['timestamp'],
  localDateTime: ['timestamp', 'date'],
  binary: ['binary', 'bits'],
  json: ['json', 'text'],
};
const ANYTHING: readonly Kind[] = ['any', 'other'];

/**
 * Compares an attribute with the column it is mapped to in a database.
 *
 * @param strict whether the engine keeps to the types of columns, which SQLite does not
 * @param written whether the mapping writes at all
 * @param needed whether every object has a value
 */
export function columnMisfits(
  attribute: AttributeModel,
  { column, conversion, nullMarkers, generate, readOnly }: ColumnMapping,
  found: CatalogueColumn,
  { strict, written, needed }: { readonly strict: boolean; readonly written: boolean; readonly needed: boolean },
): readonly Misfit[] {
  const misfits: Misfit[] = [];
  const { type } = found;
  if (strict && ![...READABLE[column.type], ...ANYTHING].includes(type.kind)) {
    const message = `is ${found.engineType}, which cannot be read as ${column.type}`;
    return [{ code: 'wrong-type', message, hint: 'give it a convert, or the attribute another type' }];
  }
  if (!written || readOnly || generate === 'database') return misfits;
  const narrow = strict ? roomIn(type, attribute, column.scale) : undefined;
  // What a conversion makes of a value has another length than the value.
  if (narrow !== undefined && conversion.columnType === undefined) {
    misfits.push({ code: 'narrow-column', message: `is ${found.engineType}, ${narrow}` });
  }
  if (type.kind === 'enum' && attribute.values !== undefined) {
    const lost = attribute.values.filter((value) => !type.values.includes(String(conversion.write(value))));
    if (lost.length > 0)
      misfits.push({ code: 'narrow-column', message: `does not accept what means ${lost.join(', ')}` });
  }
  const isMissing = !found.nullable && found.default === undefined && !found.generated && nullMarkers.length === 0;
  if (isMissing && !needed && attribute.default === undefined) {
    const hint = 'say what is stored for null, as in null="\'\'"';
    misfits.push({ code: 'not-nullable', message: 'needs a value, and the attribute need not have one', hint });
  }
  return misfits;
}

function roomIn(type: StoredType, { size, precision, scale = 0 }: AttributeModel, stored = scale): string | undefined {
  if ((type.kind === 'text' || type.kind === 'binary') && type.length !== undefined && size !== undefined) {
    return type.length < size ? `the attribute allows ${size}` : undefined;
  }
  if (type.kind === 'decimal' && type.precision !== undefined && precision !== undefined) {
    const digits = type.scale ?? 0;
    if (digits < stored) return `the attribute has ${scale} digits behind the point`;
    const whole = precision - scale;
    return type.precision - digits < whole ? `the attribute has ${whole} digits before the point` : undefined;
  }
  return undefined;
}
