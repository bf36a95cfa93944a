import { randomBytes } from 'node:crypto';
import type { Clock, Stub } from '@caruso/core';
import type { Row, Storage } from '@caruso/storage-manager/contract';
import { hash, verify } from '@node-rs/argon2';
import type { Role, SessionUser } from '../api-types.js';
import { agentOfUser, type SeedUser } from '../options.js';
import { userColumns as columns, equals, USERS } from './tables.js';

/**
 * Who may log in. Passwords are kept as argon2id hashes with the library's parameters (19 MiB, 2 passes, 1 lane), the
 * minimum of the OWASP Password Storage Cheat Sheet.
 */
export class Users {
  readonly #storage: Stub<typeof Storage>;
  readonly #store: string;
  readonly #clock: Clock;
  #decoy: Promise<string> | undefined;

  constructor(storage: Stub<typeof Storage>, store: string, clock: Clock) {
    this.#storage = storage;
    this.#store = store;
    this.#clock = clock;
  }

  /** Creates those who are absent; a user who exists keeps his name, role and password, and gets the agent that is named for him. */
  async seed(users: readonly SeedUser[]): Promise<void> {
    for (const user of users) {
      const row = await this.#row(user.login);
      if (row) {
        await this.#connect(row, user);
        continue;
      }
      const password = typeof user.password === 'function' ? await user.password() : user.password;
      await this.#create(user, await hash(password));
    }
  }

  /** The user without his password; null when there is none of this login. */
  async find(login: string): Promise<SessionUser | null> {
    const row = await this.#row(login);
    return row ? toUser(row) : null;
  }

  /**
   * Whom login and password fit, or null. For an unknown login a hash is verified as well, so that the time it takes
   * does not tell which logins exist.
   */
  async authenticate(login: string, password: string): Promise<SessionUser | null> {
    const row = await this.#row(login);
    this.#decoy ??= hash(randomBytes(32));
    const fits = await verify(row ? String(row[columns.password.name]) : await this.#decoy, password);
    return row && fits ? toUser(row) : null;
  }

  async #row(login: string): Promise<Row | undefined> {
    const rows = await this.#storage.select({
      store: this.#store,
      table: USERS,
      columns: Object.values(columns),
      where: equals(columns.login, login),
      limit: 1,
    });
    return rows[0];
  }

  /** Agents belong to the assembly, where they can get other ids, and a supervisor a telephone that he had not. */
  async #connect(row: Row, user: SeedUser): Promise<void> {
    const agent = user.agent === undefined ? undefined : agentOfUser(user);
    if (agent === undefined || row.role !== user.role || row.agent === agent) return;
    const set = [{ column: columns.agent, value: agent }];
    const update = { table: USERS, set, where: equals(columns.login, user.login) };
    await this.#storage.write({ store: this.#store, statements: [{ update }] });
  }

  async #create(user: SeedUser, passwordHash: string): Promise<void> {
    const cells = [
      { column: columns.login, value: user.login },
      { column: columns.name, value: user.name },
      { column: columns.role, value: user.role },
      { column: columns.agent, value: agentOfUser(user) ?? null },
      { column: columns.customer, value: user.role === 'customer' ? (user.customer ?? null) : null },
      { column: columns.password, value: passwordHash },
      { column: columns.createdAt, value: new Date(this.#clock.now()).toISOString() },
    ];
    await this.#storage.write({ store: this.#store, statements: [{ insert: { table: USERS, cells } }] });
  }
}

function toUser(row: Row): SessionUser {
  const { agent, customer } = row;
  return {
    login: String(row.login),
    name: String(row.name),
    role: String(row.role) as Role,
    ...(typeof agent === 'string' ? { agent } : {}),
    ...(typeof customer === 'string' ? { customer } : {}),
  };
}
