import { ServiceErrors } from '../../errors.js';

/** What one user may do with the services of a company. Contracts are named in full; `*` stands for all. */
export interface Grant {
  /** Contracts it may call. */
  readonly call?: readonly string[];
  /** Contracts its processes may provide. */
  readonly provide?: readonly string[];
  /** Contracts whose components it may drain and maintain. */
  readonly operate?: readonly string[];
}

/** What users may do, by their names. Who is not named may do nothing. */
export type UserGrants = Readonly<Record<string, Grant>>;

const CONTRACT = /^(\*|[a-z][A-Za-z0-9-]*(\.[A-Za-z][A-Za-z0-9-]*)*)$/;

/** Decides by the grants; without grants everybody may do everything. */
export class Grants {
  /** @throws ServiceErrors.BadGrant for a pattern that can match no contract */
  constructor(private readonly users: UserGrants | undefined) {
    for (const [user, { call = [], provide = [], operate = [] }] of Object.entries(users ?? {})) {
      const bad = [...call, ...provide, ...operate].find((pattern) => !CONTRACT.test(pattern));
      if (bad !== undefined) throw new ServiceErrors.BadGrant({ user, pattern: bad });
    }
  }

  mayCall(user: string, contract: string): boolean {
    return this.#allows(user, 'call', contract);
  }

  mayProvide(user: string, contract: string): boolean {
    return this.#allows(user, 'provide', contract);
  }

  mayOperate(user: string, contracts: readonly string[]): boolean {
    return contracts.every((contract) => this.#allows(user, 'operate', contract));
  }

  /** What a user may call, to be shown to it; undefined when there are no grants. */
  callable(user: string): readonly string[] | undefined {
    return this.users && (this.#of(user)?.call ?? []);
  }

  #allows(user: string, right: keyof Grant, contract: string): boolean {
    return this.users === undefined || allows(this.#of(user)?.[right], contract);
  }

  #of(user: string): Grant | undefined {
    return this.users && Object.hasOwn(this.users, user) ? this.users[user] : undefined;
  }
}

/** Whether patterns of a grant cover a contract. */
function allows(patterns: readonly string[] | undefined, contract: string): boolean {
  return patterns?.some((pattern) => pattern === '*' || pattern === contract) ?? false;
}
