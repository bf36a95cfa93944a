import { newId } from '@caruso/core';
import type { Authenticator, TlsOptions } from '@nats-io/transport-node';
import { ServiceErrors } from '../errors.js';
import { type Log, stderrLog } from '../log.js';
import { NatsLink } from './nats-link.js';
import { ReconnectBackoff } from './reconnect-backoff.js';
import { Subjects } from './subjects.js';

/** How a process connects to NATS. Secrets are given as values or read where they are needed; they are never logged. */
export interface NatsOptions {
  /** The company whose services are called and served. */
  readonly company: string;
  /** The user as which the process connects, or as which it is known when it connects with a token or credentials. */
  readonly user?: string;
  readonly pass?: string;
  readonly token?: string;
  /** The contents of a `.creds` file: a JWT with its seed. */
  readonly credentials?: string;
  /** An nkey seed (`SU…`). */
  readonly seed?: string;
  /** TLS, with the files of the library's options; `{}` requires it. */
  readonly tls?: TlsOptions;
  /** Name of the connection in the monitoring of the server. */
  readonly name?: string;
  /** How long the first connection may take. Default 5,000 ms. */
  readonly timeoutMs?: number;
  readonly log?: Log;
}

/**
 * Connects this process to NATS. A connection that is lost is opened again, however long that takes.
 *
 * @param servers `nats://host:port`, one or several of a cluster, separated by commas; user and password may stand in the address
 * @throws ServiceErrors.CannotConnect when no server answers; ServiceErrors.NotAdmitted when none takes the user
 * @example
 * ```ts
 * const link = await openConnection('nats://127.0.0.1:4222', { company: 'acme', user: 'shop', pass: '…' });
 * ```
 */
export async function openConnection(servers: string, options: NatsOptions): Promise<NatsLink> {
  // The library is loaded here and nowhere else, so that processes without NATS do without it.
  const library = await import('@nats-io/transport-node');
  const addresses = servers.split(',').map(readAddress);
  const hosts = addresses.map(({ host }) => host);
  const { company, log = stderrLog, name = `caruso ${company}`, timeoutMs = 5_000, tls } = options;
  const { user, pass, ...secrets } = { ...addresses[0], ...options };
  const backoff = new ReconnectBackoff();
  try {
    const connection = await library.connect({
      servers: hosts,
      name,
      timeout: timeoutMs,
      reconnect: true,
      maxReconnectAttempts: -1,
      reconnectDelayHandler: () => backoff.waitMs,
      // A user that is unknown now may be known again when the server has read its new configuration.
      ignoreAuthErrorAbort: true,
      // A broken line is noticed within half a minute.
      pingInterval: 10_000,
      noAsyncTraces: true,
      inboxPrefix: new Subjects(company).inboxes(user),
      authenticator: authenticators(library, { ...secrets, user, pass }),
      ...(tls ? { tls } : {}),
    });
    // The library forgets the servers that were away at first.
    connection.setServers(hosts);
    void backoff.follow(connection.status());
    const unique = newId().replaceAll('-', '').slice(0, 12);
    return new NatsLink(connection, { company, user, log, headers: library.headers }, unique);
  } catch (problem) {
    const reason = problem instanceof Error ? problem.message : String(problem);
    const refused = problem instanceof library.AuthorizationError;
    throw new (refused ? ServiceErrors.NotAdmitted : ServiceErrors.CannotConnect)({ servers: hosts, reason });
  }
}

type Library = typeof import('@nats-io/transport-node');

interface Secrets extends Pick<NatsOptions, 'token' | 'credentials' | 'seed'> {
  readonly user?: string | undefined;
  readonly pass?: string | undefined;
}

/** A user that is named beside other credentials only says whose process this is. */
function authenticators(library: Library, { token, credentials, seed, user, pass }: Secrets): Authenticator[] {
  const bytes = (text: string) => new TextEncoder().encode(text);
  if (credentials !== undefined) return [library.credsAuthenticator(bytes(credentials))];
  if (seed !== undefined) return [library.nkeyAuthenticator(bytes(seed))];
  if (token !== undefined) return [library.tokenAuthenticator(token)];
  return user === undefined ? [] : [library.usernamePasswordAuthenticator(user, pass ?? '')];
}

/** Takes the secrets out of an address, which may be shown then. As everywhere in NATS, one without a colon is a token. */
function readAddress(address: string): Partial<Secrets> & { readonly host: string } {
  const trimmed = address.trim();
  const at = trimmed.lastIndexOf('@');
  if (at < 0) return { host: trimmed };
  const start = trimmed.indexOf('://');
  const scheme = start < 0 ? '' : trimmed.slice(0, start + 3);
  const host = scheme + trimmed.slice(at + 1);
  const secret = trimmed.slice(scheme.length, at);
  const colon = secret.indexOf(':');
  if (colon < 0) return { host, token: decodeURIComponent(secret) };
  return { host, user: decodeURIComponent(secret.slice(0, colon)), pass: decodeURIComponent(secret.slice(colon + 1)) };
}
