import { describe, expect, it } from 'vitest';
import { mariadbType } from './mariadb/mariadb-type.js';
import { postgresType } from './postgres/postgres-type.js';
import { declaredType } from './sqlite/declared-type.js';

describe('types as engines write them', () => {
  it('on MariaDB', () => {
    expect(mariadbType("enum('a,b','it''s','(',')')")).toEqual({ kind: 'enum', values: ['a,b', "it's", '(', ')'] });
    expect(mariadbType('int(10) unsigned zerofill')).toEqual({ kind: 'integer', bits: 32, unsigned: true });
    expect(mariadbType('bigint')).toEqual({ kind: 'integer', bits: 64, unsigned: false });
    expect(mariadbType('double(7,4)')).toEqual({ kind: 'float', bits: 64 });
    expect(mariadbType('timestamp')).toEqual({ kind: 'timestamp', fraction: 0, zoned: true });
    expect(mariadbType('inet6')).toEqual({ kind: 'other' });
  });

  it('on PostgreSQL', () => {
    expect(postgresType('interval')).toEqual({ kind: 'interval', fraction: 6 });
    expect(postgresType('interval day to second(3)')).toEqual({ kind: 'interval', fraction: 3 });
    expect(postgresType('time(2) with time zone')).toEqual({ kind: 'time', fraction: 2, zoned: true });
    expect(postgresType('bit varying')).toEqual({ kind: 'bits', fixed: false });
    expect(postgresType('numeric(3,-2)')).toEqual({ kind: 'decimal', precision: 3, scale: -2, unsigned: false });
    expect(postgresType('grid.mood')).toEqual({ kind: 'other' });
  });

  it('on SQLite, where any words are a type', () => {
    expect(declaredType('decimal ( 10 , 5 ) unsigned')).toMatchObject({ kind: 'decimal', precision: 10, scale: 5 });
    expect(declaredType('timestamp  with\ntime zone')).toMatchObject({ kind: 'timestamp', zoned: true });
    expect(declaredType('CHARINT')).toMatchObject({ kind: 'integer' });
    expect(declaredType('varchar(max)')).toEqual({ kind: 'text', fixed: false });
    expect(declaredType('')).toEqual({ kind: 'any' });
  });
});
