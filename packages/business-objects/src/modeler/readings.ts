import type { CatalogueColumn, LogicalType } from '@caruso/storage-manager/contract';

/** How the values of a column are read: as which type, and with how many digits behind the point. */
export interface Reading {
  readonly type: LogicalType;
  readonly scale?: number;
  /** Texts that stand for nothing beside the values. */
  readonly also?: readonly string[];
}

/** An engine of the storage manager. */
export type EngineName = 'sqlite' | 'postgres' | 'mariadb';

/** Digits that a number of JavaScript keeps for sure, and a whole number of 64 bits. */
const SAFE_DIGITS = 15;
const LONG_DIGITS = 18;

/**
 * The types a column can be read with, the best first: whether its values fit is only known when some have been read. SQLite
 * takes any value in any column, so there the text of a value is always the last resort.
 */
export function readingsOf({ type }: CatalogueColumn, engine: EngineName): readonly Reading[] {
  const loose = engine === 'sqlite';
  const readings = (...types: LogicalType[]): Reading[] =>
    [...types, ...(loose && type.kind !== 'binary' ? (['string', 'binary'] as const) : [])]
      .filter((each, index, all) => all.indexOf(each) === index)
      .map((each) => ({ type: each }));
  switch (type.kind) {
    case 'integer':
      return type.bits === 64 && !loose ? readings('long') : readings('integer', 'long', 'double');
    case 'decimal': {
      const { precision = 99, scale } = type;
      const whole =
        scale === 0 ? (precision <= SAFE_DIGITS ? ['integer'] : precision <= LONG_DIGITS ? ['long'] : []) : [];
      const decimal: Reading = { type: 'decimal', ...(scale === undefined ? {} : { scale: Math.max(0, scale) }) };
      return [
        ...readings(...(whole as LogicalType[])).filter((each) => whole.includes(each.type)),
        decimal,
        ...readings(),
      ];
    }
    case 'float':
      return readings('double');
    case 'boolean':
      return readings('boolean', 'integer');
    case 'bits':
      return type.length === 1 ? readings('boolean') : readings('integer', 'long');
    case 'binary':
      return loose ? readings('binary', 'string') : readings('binary');
    case 'date':
      return [...marked('date', engine), ...readings('date', ...(loose ? (['localDateTime'] as const) : []))].filter(
        once,
      );
    case 'time':
      return type.zoned ? readings() : readings('time');
    case 'interval':
      return engine === 'mariadb' ? readings('time', 'string') : readings('string');
    case 'timestamp':
      return [
        ...marked(type.zoned ? 'instant' : 'localDateTime', engine),
        ...readings(type.zoned ? 'instant' : 'localDateTime', ...(loose ? (['date', 'instant'] as const) : [])),
      ].filter(once);
    case 'year':
      return readings('integer');
    case 'json':
      return readings('json', 'string');
    case 'uuid':
      return readings('uuid', 'string');
    case 'any':
      return readings('integer', 'double');
    default:
      return readings('string');
  }
}

/** What stands for no date where absent values were not allowed, and where there is no end. */
const NO_DATE: Readonly<Record<EngineName, Readonly<Record<'date' | 'time', readonly (readonly string[])[]>>>> = {
  sqlite: {
    date: [[''], ['0000-00-00'], ['', '0000-00-00']],
    time: [[''], ['0000-00-00 00:00:00'], ['', '0000-00-00 00:00:00']],
  },
  postgres: {
    date: [['infinity'], ['-infinity'], ['infinity', '-infinity']],
    time: [['infinity'], ['-infinity'], ['infinity', '-infinity']],
  },
  mariadb: { date: [['0000-00-00']], time: [['0000-00-00 00:00:00']] },
};

/** A date without markers, and with some. */
function marked(type: 'date' | 'instant' | 'localDateTime', engine: EngineName): readonly Reading[] {
  const markers = NO_DATE[engine][type === 'date' ? 'date' : 'time'];
  return [{ type }, ...markers.map((also) => ({ type, also }))];
}

/** The first of each kind. */
function once(reading: Reading, index: number, all: readonly Reading[]): boolean {
  return all.findIndex((each) => each.type === reading.type && each.also === reading.also) === index;
}
