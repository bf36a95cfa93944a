import type { CatalogueColumn } from '../../catalogue/catalogue.js';
import type { StoredType } from '../../catalogue/stored-type.js';
import type { EngineName } from '../engine-name.js';
import type { ColumnPlan } from '../plan/transfer-plan.js';

type Kind = StoredType['kind'];

/** Kinds beside its own that a column may hold when every value fits; text holds whatever is written as text. */
const ALSO: Partial<Readonly<Record<Kind, readonly Kind[]>>> = {
  integer: ['boolean', 'decimal'],
  decimal: ['integer'],
  boolean: ['integer'],
  enum: ['text'],
  uuid: ['text'],
  json: ['text'],
};
const NO_TEXT: readonly Kind[] = ['binary', 'array', 'any', 'other'];

/** Why a column that is there cannot take the values of a planned one at all; nothing when it depends on each value. */
export function typeProblem(
  planned: ColumnPlan,
  { type, engineType, computed, name }: CatalogueColumn,
): string | undefined {
  if (computed) return `the column "${name}" is computed at the target`;
  const { target: wanted } = planned;
  const unfit = `the column "${name}" is ${engineType || 'of no type'} at the target, and would have to be ${planned.sql || wanted.kind}`;
  if (engineType === 'jsonb' && planned.sourceType !== 'jsonb')
    return `${unfit}, because jsonb writes JSON otherwise than it was`;
  if (type.kind !== wanted.kind) {
    const isText = type.kind === 'text' && !NO_TEXT.includes(wanted.kind);
    return isText || ALSO[type.kind]?.includes(wanted.kind) ? undefined : unfit;
  }
  if ('zoned' in type && 'zoned' in wanted && type.zoned !== wanted.zoned) return unfit;
  if (type.kind === 'array' || type.kind === 'other' || type.kind === 'any')
    return JSON.stringify(type) === JSON.stringify(wanted) && engineType === planned.sourceType ? undefined : unfit;
  return undefined;
}

const MOST_BYTES: Readonly<Record<string, number>> = {
  tinytext: 255,
  text: 65_535,
  mediumtext: 16_777_215,
  tinyblob: 255,
  blob: 65_535,
  mediumblob: 16_777_215,
};

/** What such a column can hold less than the database. */
export function foundLimits(
  engine: EngineName,
  { engineType, collation }: CatalogueColumn,
): NonNullable<ColumnPlan['found']> {
  if (engine === 'sqlite') return { isNumeric: turnsIntoNumbers(engineType) };
  if (engine === 'postgres') return {};
  const mostBytes = MOST_BYTES[engineType];
  return {
    ...(mostBytes === undefined ? {} : { mostBytes }),
    ...(collation === undefined ? {} : { charset: charsetOf(collation) }),
  };
}

/** SQLite's rules of affinity: which columns turn text that looks like a number into one. */
const turnsIntoNumbers = (engineType: string) =>
  /INT/i.test(engineType) || (engineType !== '' && !/CHAR|CLOB|TEXT|BLOB/i.test(engineType));

/** Of other character sets only ASCII is sure. */
function charsetOf(collation: string): 'all' | 'bmp' | 'latin1' | 'ascii' {
  const charset = collation.split('_')[0];
  if (charset === 'utf8mb4') return 'all';
  if (charset === 'utf8mb3' || charset === 'utf8') return 'bmp';
  return charset === 'latin1' ? 'latin1' : 'ascii';
}
