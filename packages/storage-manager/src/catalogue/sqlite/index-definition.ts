import { TokenReader } from './token-reader.js';

/** What only the text of a CREATE INDEX tells. */
export interface IndexDefinition {
  /** Its parts in order, without COLLATE, ASC and DESC. */
  readonly parts: readonly string[];
  readonly where: string | undefined;
}

/** Reads the text of a CREATE INDEX as SQLite keeps it. */
export function readIndexDefinition(sql: string): IndexDefinition {
  const reader = new TokenReader(sql);
  reader.skipTo('ON');
  reader.take();
  reader.name();
  const parts = reader.parentheses()?.items().map(expressionOf) ?? [];
  return { parts, where: reader.takes('WHERE') ? reader.text() : undefined };
}

function expressionOf(part: TokenReader): string {
  let without = 0;
  if (isWord(part, without, 'ASC') || isWord(part, without, 'DESC')) without += 1;
  if (isWord(part, without + 1, 'COLLATE')) without += 2;
  return part.text(without);
}

function isWord(part: TokenReader, fromEnd: number, word: string): boolean {
  const token = part.fromEnd(fromEnd);
  return token?.kind === 'word' && token.value.toUpperCase() === word;
}

/** The query of a CREATE VIEW. */
export function readViewDefinition(sql: string): string {
  const reader = new TokenReader(sql);
  reader.skipTo('AS');
  reader.take();
  return reader.text();
}
