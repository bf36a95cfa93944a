import type { ClientBase } from 'pg';
import type { SqlStatement } from '../sql/sql-statement.js';
import { codeOf, DatabaseError } from './database-error.js';

/** So many statements are kept parsed in each connection; others are parsed whenever they are sent. */
const MOST_NAMED = 200;

/** Somebody between us and the server hands connections round: what one has been told another does not know. */
const SHARED_CONNECTION = new Set(['26000', '42P05']);
/** A column of a table has got another type since the statement was parsed. */
const OUTDATED = '0A000';
const TRANSACTION_IS_LOST = '25P02';

/** Sends statements; those that come again and again are parsed by the server once for each connection. */
export class PostgresStatements {
  readonly #names = new Map<string, string>();
  #named = 0;
  #shared = false;

  async send(client: ClientBase, statement: SqlStatement) {
    const { sql, parameters } = statement;
    const query = { text: sql, values: [...parameters], rowMode: 'array' as const };
    const name = this.#nameOf(statement);
    if (name === undefined) return client.query<unknown[]>(query);
    try {
      return await client.query<unknown[]>({ ...query, name });
    } catch (thrown) {
      if (!this.#forgets(thrown)) throw thrown;
      return client.query<unknown[]>(query).catch((again: unknown) => {
        // The parsed statement was all that was wrong, but it has ended the transaction: a new one will do.
        throw codeOf(again) === TRANSACTION_IS_LOST ? new DatabaseError('busy', undefined, thrown) : again;
      });
    }
  }

  #nameOf({ sql, reused }: SqlStatement): string | undefined {
    if (!reused || this.#shared) return undefined;
    const known = this.#names.get(sql);
    if (known !== undefined || this.#names.size >= MOST_NAMED) return known;
    this.#named += 1;
    const name = `caruso_${this.#named}`;
    this.#names.set(sql, name);
    return name;
  }

  /** Whether an error is due to a statement having been parsed before; then none of them is used any more. */
  #forgets(thrown: unknown): boolean {
    const code = codeOf(thrown);
    if (SHARED_CONNECTION.has(code)) this.#shared = true;
    else if (code !== OUTDATED) return false;
    this.#names.clear();
    return true;
  }
}
