import { type Actor, newId } from '@caruso/core';
import type { Column, Row, Statement, TableDefinition, Value } from '@caruso/storage-manager/contract';
import type { ConsentStatement } from '../contract.js';
import { ABOUT, authorCells, BY, cellsOf, column, columnDefinitions, readAuthor } from '../records/own-table.js';

/** A statement as it lies in its table: with whose it is, and by what it can be confirmed. */
export interface StoredStatement extends ConsentStatement {
  readonly object: string;
  readonly key: string;
  /** SHA-256 of the token by which it can be confirmed. */
  readonly token?: string;
}

export const consentColumns = {
  sequence: column('sequence', 'long'),
  id: column('id', 'uuid'),
  ...ABOUT,
  purpose: column('purpose', 'string'),
  channel: column('channel', 'string'),
  statement: column('statement', 'string'),
  at: column('at', 'instant'),
  ...BY,
  source: column('source', 'text'),
  text: column('wording', 'text'),
  version: column('version', 'text'),
  token: column('token_hash', 'string'),
} as const;
const C = consentColumns;

/** The table of the system store with what persons said about being addressed; nothing in it is ever changed. */
export const consentTable = {
  name: 'caruso_consent',
  columns: columnDefinitions(C, {
    optional: [C.actor, C.token],
    sizes: new Map([
      [C.token, 64],
      [C.statement, 10],
      [C.object, 100],
      [C.purpose, 100],
      [C.channel, 100],
    ]),
  }),
  key: ['sequence'],
  unique: [['id']],
  indexes: [['object_key'], ['token_hash']],
} satisfies TableDefinition;

/** Who said something, and how it is known. */
export interface Said {
  readonly object: string;
  readonly key: string;
  readonly at: string;
  readonly actor: Actor | undefined;
  readonly caller: string;
  readonly source: string;
}

export function newStatement(
  said: Said,
  what: Pick<ConsentStatement, 'purpose' | 'channel' | 'statement' | 'text' | 'version'> & { readonly token?: string },
): StoredStatement {
  const { actor, ...rest } = said;
  const who = actor === undefined ? { roles: [] } : { actor: actor.id, roles: [...actor.roles] };
  return { id: newId(), ...rest, ...who, ...what };
}

export function insertStatements(statements: readonly StoredStatement[]): Statement[] {
  return statements.map((given) => {
    const values: readonly (readonly [Column, Value])[] = [
      [C.id, given.id],
      [C.object, given.object],
      [C.key, given.key],
      [C.purpose, given.purpose],
      [C.channel, given.channel],
      [C.statement, given.statement],
      [C.at, given.at],
      ...authorCells(given),
      [C.source, given.source],
      [C.text, given.text],
      [C.version, given.version],
      [C.token, given.token ?? null],
    ];
    return { insert: { table: consentTable.name, cells: cellsOf(values) } };
  });
}

export function readStatement(row: Row): StoredStatement {
  return {
    id: String(row.id),
    object: String(row.object),
    key: String(row.object_key),
    purpose: String(row.purpose),
    channel: String(row.channel),
    statement: row.statement as ConsentStatement['statement'],
    at: String(row.at),
    ...readAuthor(row),
    source: String(row.source),
    text: String(row.wording),
    version: String(row.version),
    ...(row.token_hash === null ? {} : { token: String(row.token_hash) }),
  };
}

/** A statement as others see it. */
export function publicStatement({ object: _, key: __, token: ___, ...statement }: StoredStatement): ConsentStatement {
  return statement;
}
