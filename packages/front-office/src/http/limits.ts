import { normalizeIP } from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { FrontOfficeErrors } from '../errors.js';
import type { FrontOfficeSettings } from '../options.js';

const MINUTE_MS = 60_000;

/** Counts a request, and refuses it when there have been too many. */
type Limit = (request: FastifyRequest) => Promise<void>;

/** What is limited against guessing and flooding. They count in the memory of this process. */
export interface Limits {
  /** Attempts to log in: per login and address, and per address. */
  readonly logIn: Limit;
  /** New sessions of visitors per address. */
  readonly visitors: Limit;
  /** Self-service dialogs started per address. */
  readonly dialogs: Limit;
  /** Files sent per address. */
  readonly files: Limit;
}

const address = (request: FastifyRequest) => normalizeIP(request.ip, 64);

function login(request: FastifyRequest): string {
  const body = request.body as { readonly login?: unknown } | undefined;
  return String(body?.login ?? '')
    .trim()
    .toLowerCase();
}

/** Makes the limits; the plugin @fastify/rate-limit must be registered. */
export function makeLimits(server: FastifyInstance, attempts: FrontOfficeSettings['attempts']): Limits {
  const limit = (
    what: string,
    max: number,
    timeWindow: number,
    keyGenerator: (request: FastifyRequest) => string,
  ): Limit => {
    const count = server.createRateLimit({ max, timeWindow, keyGenerator });
    return async (request) => {
      const result = await count(request);
      if (result.isAllowed || !result.isExceeded) return;
      throw new FrontOfficeErrors.TooManyAttempts({ what, retryAfterSeconds: Math.max(1, result.ttlInSeconds) });
    };
  };
  const what = 'attempts to log in';
  const spanMs = attempts.minutes * MINUTE_MS;
  const ofLogin = limit(what, attempts.perLogin, spanMs, (request) => `${address(request)} ${login(request)}`);
  const ofAddress = limit(what, attempts.perAddress, spanMs, address);
  return {
    async logIn(request) {
      await ofAddress(request);
      await ofLogin(request);
    },
    visitors: limit('new visits', 120, MINUTE_MS, address),
    dialogs: limit('dialogs', 60, MINUTE_MS, address),
    files: limit('files', 60, MINUTE_MS, address),
  };
}
