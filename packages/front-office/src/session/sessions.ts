import { createHash, randomBytes } from 'node:crypto';
import { type Clock, newId, type Stub } from '@caruso/core';
import type { Condition, Row, Storage } from '@caruso/storage-manager/contract';
import type { SessionUser } from '../api-types.js';
import { sessionColumns as columns, equals, SESSIONS } from './tables.js';
import type { Users } from './users.js';

/** One browser, logged in or not. */
export interface Session {
  /** Names the session to us; it opens nothing. */
  readonly id: string;
  /** What each request that changes something must carry. */
  readonly csrf: string;
  /** Who is logged in; null for a visitor. */
  readonly user: SessionUser | null;
  /** When it ends unless it is used again (ms UTC). */
  readonly endsAt: number;
}

/** How long a session lasts, in milliseconds. */
export interface SessionTimes {
  /** Without any use. */
  readonly idleMs: number;
  /** In all. */
  readonly longestMs: number;
}

/** A session noted as used at most once in this share of its idle time, so that reading does not mean writing. */
const NOTED_EVERY = 1 / 20;

/**
 * The sessions, kept in the store, so that they outlive a restart. Whoever holds the token holds the session; only the
 * token's SHA-256 is stored, so that a copy of the store opens none (256 random bits need neither salt nor stretching).
 */
export class Sessions {
  readonly #storage: Stub<typeof Storage>;
  readonly #store: string;
  readonly #users: Users;
  readonly #clock: Clock;
  readonly #times: SessionTimes;

  constructor(storage: Stub<typeof Storage>, store: string, users: Users, clock: Clock, times: SessionTimes) {
    this.#storage = storage;
    this.#store = store;
    this.#users = users;
    this.#clock = clock;
    this.#times = times;
  }

  /** Opens a session for a user, or for a visitor, and returns it with its token: the only moment the token is known. */
  async open(user: SessionUser | null): Promise<{ readonly token: string; readonly session: Session }> {
    const token = randomBytes(32).toString('base64url');
    const session = { id: newId(), csrf: randomBytes(32).toString('base64url'), user };
    const now = this.#clock.now();
    const cells = [
      { column: columns.id, value: session.id },
      { column: columns.token, value: digest(token) },
      { column: columns.csrf, value: session.csrf },
      { column: columns.login, value: user?.login ?? null },
      { column: columns.startedAt, value: iso(now) },
      { column: columns.seenAt, value: iso(now) },
    ];
    await this.#storage.write({ store: this.#store, statements: [{ insert: { table: SESSIONS, cells } }] });
    return { token, session: { ...session, endsAt: this.#endOf(now, now) } };
  }

  /** The session of a token, noted as used now; null when there is none, it has ended, or its user is gone. */
  async use(token: string): Promise<Session | null> {
    const row = await this.#row(equals(columns.token, digest(token)));
    const session = row && (await this.#alive(row));
    if (!row || !session) return null;
    const now = this.#clock.now();
    if (now - at(row.seen_at) < this.#times.idleMs * NOTED_EVERY) return session;
    const set = [{ column: columns.seenAt, value: iso(now) }];
    await this.#storage.write({
      store: this.#store,
      statements: [{ update: { table: SESSIONS, set, where: equals(columns.id, session.id) } }],
    });
    return { ...session, endsAt: this.#endOf(at(row.started_at), now) };
  }

  /** The session of an id as it stands, without using it; null when it has ended. */
  async find(id: string): Promise<Session | null> {
    const row = await this.#row(equals(columns.id, id));
    return row ? this.#alive(row) : null;
  }

  async close(id: string): Promise<void> {
    await this.#delete(equals(columns.id, id));
  }

  /**
   * Removes the sessions that have ended by time.
   *
   * @returns the ids of those in which nobody was logged in
   */
  async sweep(): Promise<readonly string[]> {
    const now = this.#clock.now();
    const ended: Condition = {
      any: [
        { column: columns.seenAt, op: 'lte', value: iso(now - this.#times.idleMs) },
        { column: columns.startedAt, op: 'lte', value: iso(now - this.#times.longestMs) },
      ],
    };
    const visitors = await this.#storage.select({
      store: this.#store,
      table: SESSIONS,
      columns: [columns.id],
      where: { all: [ended, { column: columns.login, op: 'isNull' }] },
    });
    await this.#delete(ended);
    return visitors.map(({ id }) => String(id));
  }

  async #alive(row: Row): Promise<Session | null> {
    const endsAt = this.#endOf(at(row.started_at), at(row.seen_at));
    if (this.#clock.now() >= endsAt) return null;
    const user = typeof row.login === 'string' ? await this.#users.find(row.login) : null;
    if (typeof row.login === 'string' && !user) return null;
    return { id: String(row.id), csrf: String(row.csrf_token), user, endsAt };
  }

  #endOf(startedAt: number, seenAt: number): number {
    return Math.min(startedAt + this.#times.longestMs, seenAt + this.#times.idleMs);
  }

  async #row(where: Condition): Promise<Row | undefined> {
    const rows = await this.#storage.select({
      store: this.#store,
      table: SESSIONS,
      columns: Object.values(columns),
      where,
      limit: 1,
    });
    return rows[0];
  }

  async #delete(where: Condition): Promise<void> {
    await this.#storage.write({ store: this.#store, statements: [{ delete: { table: SESSIONS, where } }] });
  }
}

const digest = (token: string) => createHash('sha256').update(token).digest('hex');
const iso = (time: number) => new Date(time).toISOString();
const at = (value: unknown) => Date.parse(String(value));
