import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '../src/api-types.js';
import { ACCESS, accessTo } from '../src/http/access.js';
import { makeServer } from '../src/http/server.js';
import { readOptions } from '../src/options.js';
import { assemblyOptions, type Border, Browser, openBorder } from './border.js';

const roles: readonly Role[] = ['agent', 'supervisor', 'administrator', 'customer'];
const logins = { agent: 'agent1', supervisor: 'sam', administrator: 'ada', customer: 'kim' } as const;
const filled = (url: string) => url.replace(/:[a-z]+/g, '1').replace('*', 'x');

describe('every route of the server', () => {
  let border: Border;
  beforeAll(async () => {
    border = await openBorder();
  });
  afterAll(() => border.stop());

  it('stands in the access table, and the table names no route that does not exist', () => {
    const registered = border.routes.map(({ method, url }) => `${method} ${url}`).sort();
    expect(registered).toEqual(Object.keys(ACCESS).sort());
  });

  it('refuses whoever is not logged in, unless it is open to anyone', async () => {
    const visitor = await new Browser(border.server).open();
    const stranger = new Browser(border.server);
    let refused = 0;
    for (const { method, url } of border.routes) {
      if (accessTo(method, url) === 'anyone') continue;
      for (const browser of [visitor, stranger]) {
        const answer = await browser.send(method, filled(url));
        expect({ method, url, status: answer.statusCode }).toEqual({ method, url, status: 401 });
      }
      refused += 1;
    }
    expect(refused).toBeGreaterThan(25);
  });

  it('refuses every role it does not name', async () => {
    for (const role of roles) {
      const browser = await new Browser(border.server).open(logins[role]);
      for (const { method, url } of border.routes) {
        const access = accessTo(method, url);
        if (access === 'anyone' || access.includes(role)) continue;
        const answer = await browser.send(method, filled(url));
        expect({ role, method, url, status: answer.statusCode }).toEqual({ role, method, url, status: 403 });
        expect(answer.json().error.code).toBe('CRS-FRO-011');
      }
    }
  });

  it('refuses what would change something without the token of the session', async () => {
    for (const role of roles) {
      const browser = await new Browser(border.server).open(logins[role]);
      const other = await new Browser(border.server).open(logins[role]);
      for (const { method, url } of border.routes) {
        const access = accessTo(method, url);
        if (method === 'GET' || method === 'HEAD' || (access !== 'anyone' && !access.includes(role))) continue;
        for (const token of ['', 'guessed', other.csrf]) {
          const answer = await browser.send(method, filled(url), undefined, { headers: { 'x-csrf-token': token } });
          expect({ method, url, code: answer.json().error.code }).toEqual({ method, url, code: 'CRS-FRO-012' });
        }
      }
    }
  });

  it('is kept from the caches of browsers and proxies', async () => {
    for (const { method, url } of border.routes.filter((route) => route.url.startsWith('/api/'))) {
      const answer = await new Browser(border.server).send(method, filled(url));
      expect(answer.headers['cache-control']).toBe('no-store');
    }
  });
});

describe('a route outside the access table', () => {
  it('stops the server from being made', async () => {
    const { sessions, stop } = await openBorder();
    const secret = { name: 'GET /api/secret' as keyof typeof ACCESS, handle: () => 'secret' };
    const made = makeServer({
      settings: readOptions(assemblyOptions),
      sessions,
      log: { info() {}, warn() {}, error() {} },
      routes: () => [secret],
      web: async () => secret,
    });
    await expect(made).rejects.toThrow('/api/secret stands in no row of the access table');
    await stop();
  });
});
