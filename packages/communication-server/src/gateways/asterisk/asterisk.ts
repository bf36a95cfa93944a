import type { Gateway } from '../gateway.js';
import { AsteriskConnection } from './asterisk-connection.js';
import { type AsteriskOptions, checkAsteriskOptions } from './asterisk-options.js';

/**
 * A real telephone system: an Asterisk, led through its REST interface (ARI). Callers whom its dialplan sends to the
 * application arrive in the contact centre; the telephones of agents ring and are connected with them.
 *
 * Calls go on in Asterisk while the server is down, and the server goes on with them when it is back. While Asterisk cannot
 * be reached it is tried again for ever.
 *
 * @throws ContactCentreErrors.InvalidAsterisk with everything that is wrong
 * @example
 * ```ts
 * asterisk({
 *   url: 'http://127.0.0.1:8088',
 *   user: 'caruso',
 *   password: env.ARI_PASSWORD,
 *   application: 'caruso',
 *   trunk: 'PJSIP/{number}@trunk',
 * });
 * ```
 */
export function asterisk(options: AsteriskOptions): Gateway {
  checkAsteriskOptions(options);
  const { id = 'asterisk' } = options;
  return { id, open: (host) => AsteriskConnection.open(options, host) };
}
