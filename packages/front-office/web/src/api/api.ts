import { learnServerTime } from '../shared/server-clock.js';
import { ApiFailure } from './api-failure.js';

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';
export type Query = Readonly<Record<string, string | number | undefined>>;

let csrf = '';

/** Keeps the token that requests which change something must carry. */
export function rememberCsrf(token: string): void {
  csrf = token;
}

/** The address of a request with its query; entries that are undefined are left out. */
export function addressOf(path: string, query: Query = {}): string {
  const entries = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)]],
  );
  return entries.length === 0 ? path : `${path}?${new URLSearchParams(entries)}`;
}

/**
 * Asks the server. The type of the answer is the caller's claim, taken from the API types.
 *
 * @throws ApiFailure when the server refuses or cannot be reached
 */
async function ask<Answer>(method: Method, path: string, body?: unknown): Promise<Answer> {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (method !== 'GET') headers['x-csrf-token'] = csrf;
  if (body !== undefined) headers['content-type'] = 'application/json';
  const response = await fetch(path, {
    method,
    headers,
    credentials: 'same-origin',
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }).catch(() => {
    throw new ApiFailure(0, 'The server cannot be reached. Check the connection and try again.');
  });
  learnServerTime(response.headers.get('date'));
  const text = await response.text();
  if (!response.ok) throw failureOf(response, text);
  return (text === '' ? undefined : JSON.parse(text)) as Answer;
}

function failureOf(response: Response, text: string): ApiFailure {
  const retryAfter = Number(response.headers.get('retry-after')) || undefined;
  try {
    const { error } = JSON.parse(text);
    if (typeof error?.message === 'string') return new ApiFailure(response.status, error.message, error, retryAfter);
  } catch {
    // A proxy's page, not our JSON: the status has to do.
  }
  return new ApiFailure(response.status, `The server answered ${response.status}.`, undefined, retryAfter);
}

export const api = {
  get: <Answer>(path: string, query?: Query) => ask<Answer>('GET', addressOf(path, query)),
  post: <Answer>(path: string, body?: unknown) => ask<Answer>('POST', path, body),
  patch: <Answer>(path: string, body: unknown) => ask<Answer>('PATCH', path, body),
  delete: <Answer>(path: string) => ask<Answer>('DELETE', path),
};
