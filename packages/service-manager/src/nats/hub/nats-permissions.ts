import { dottedToken, Subjects } from '../subjects.js';
import type { Grant, UserGrants } from './grants.js';
import { Grants } from './grants.js';

/** The permissions of one user, as the configuration of a NATS server has them. */
export interface NatsPermissions {
  readonly publish: { readonly allow: readonly string[] };
  readonly subscribe: { readonly allow: readonly string[] };
  /** Lets a provider answer those who are no processes of CARUSO, each once. */
  readonly allow_responses?: true;
}

/**
 * The permissions by which a NATS server enforces grants: nobody can call, provide or watch what is not granted, whatever
 * program is used. The configuration of the server reads JSON, so that `JSON.stringify` of a result can be put into it. The
 * process with the hub needs a user with more: {@link hubPermissions}.
 *
 * @returns the permissions by user
 * @throws ServiceErrors.BadGrant
 */
export function natsPermissions(company: string, grants: UserGrants): Readonly<Record<string, NatsPermissions>> {
  new Grants(grants);
  const subjects = new Subjects(company);
  return Object.fromEntries(
    Object.entries(grants).map(([user, grant]) => [user, permissionsOf(subjects, user, grant)]),
  );
}

/** The permissions of the process with the hub: all subjects of the company, and those of services of others. */
export function hubPermissions(company: string): NatsPermissions {
  const all = new Subjects(company).all;
  return { publish: { allow: [all, '$SRV.>'] }, subscribe: { allow: [all, '$SRV.>'] }, allow_responses: true };
}

function permissionsOf(subjects: Subjects, user: string, { call = [], provide = [] }: Grant): NatsPermissions {
  const provides = provide.length > 0;
  const callable = call.flatMap((pattern) => {
    const token = tokenOf(pattern);
    return [subjects.callsOf(token), subjects.endpointsOf(token)];
  });
  return {
    publish: {
      allow: [
        ...callable,
        subjects.hubOf(user),
        subjects.allControls,
        ...(provides ? [subjects.allReplies, subjects.allInboxes] : []),
      ],
    },
    subscribe: {
      allow: [
        subjects.repliesOf(user),
        subjects.inboxesOf(user),
        subjects.changes(user),
        subjects.hello,
        ...(provides
          ? [
              subjects.callsTo(user),
              subjects.controlsOf(user),
              subjects.nodesOf(user),
              ...provide.map((pattern) => subjects.endpointsOf(tokenOf(pattern))),
              '$SRV.>',
            ]
          : []),
      ],
    },
    ...(provides ? { allow_responses: true as const } : {}),
  };
}

const tokenOf = (pattern: string) => (pattern === '*' ? '*' : dottedToken(pattern));
