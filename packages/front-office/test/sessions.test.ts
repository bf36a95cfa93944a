import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VirtualClock } from '@caruso/core';
import { openStore } from '@caruso/storage-manager';
import { afterEach, describe, expect, it } from 'vitest';
import { type Border, Browser, openBorder, PASSWORD, users } from './border.js';

const HOUR_MS = 3_600_000;
const open: Border[] = [];
const border = async (...options: Parameters<typeof openBorder>) => {
  const made = await openBorder(...options);
  open.push(made);
  return made;
};
afterEach(async () => {
  for (const one of open.splice(0)) await one.stop();
});

describe('logging in', () => {
  it('tells who one is, and gives the session a new token', async () => {
    const { server } = await border();
    const browser = await new Browser(server).open();
    const before = { cookie: browser.cookie, csrf: browser.csrf };
    const answer = await browser.send('POST', '/api/session', { login: 'agent1', password: PASSWORD });
    expect(answer.json()).toMatchObject({
      user: { login: 'agent1', name: 'Agent One', role: 'agent', agent: 'agent1' },
      company: 'Stadtwerke',
    });
    expect(browser.cookie).not.toBe(before.cookie);
    expect(browser.csrf).not.toBe(before.csrf);
    const old = await server.inject({ url: '/api/session', headers: { cookie: before.cookie } });
    expect(old.json().user).toBeNull();
  });

  it('as a user who exists connects him with the agent that the assembly names by now, and changes nothing else', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'front-office-'));
    const store = `sqlite:${join(folder, 'caruso.db')}`;
    const [, sam] = users;
    const supervisors = (part: object) => ({
      users: [{ ...sam, role: 'supervisor' as const, ...part }] as typeof users,
    });
    const userOf = async (part: object) => {
      const { server } = await border({ store, options: supervisors(part) });
      const browser = await new Browser(server).open('sam');
      return (await browser.send('GET', '/api/session')).json().user;
    };
    expect(await userOf({})).not.toHaveProperty('agent');
    const connected = { login: 'sam', name: 'Sam Tal', role: 'supervisor', agent: 'desk' };
    expect(await userOf({ agent: 'desk', name: 'Another' })).toEqual(connected);
    expect(await userOf({})).toEqual(connected);
    for (const one of open.splice(0)) await one.stop();
    await rm(folder, { recursive: true });
  });

  it('says the same of a wrong password and of an unknown login', async () => {
    const { server } = await border();
    const browser = await new Browser(server).open();
    const wrong = await browser.send('POST', '/api/session', { login: 'agent1', password: 'wrong' });
    const unknown = await browser.send('POST', '/api/session', { login: 'nobody', password: PASSWORD });
    expect(wrong.statusCode).toBe(401);
    expect(unknown.json()).toEqual(wrong.json());
  });

  it('sets a cookie that scripts cannot read and other sites cannot use', async () => {
    const { server } = await border();
    const [cookie] = (await server.inject('/api/session')).cookies;
    expect(cookie).toMatchObject({ name: 'caruso-session', httpOnly: true, sameSite: 'Lax', path: '/' });
    expect(cookie).not.toHaveProperty('secure');
  });

  it('sets a cookie that travels by HTTPS only, where that is asked for', async () => {
    const { server } = await border({ options: { secureCookies: true } });
    const answer = await server.inject('/api/session');
    expect(answer.cookies[0]).toMatchObject({ name: '__Host-caruso-session', secure: true, httpOnly: true });
    expect(answer.headers['strict-transport-security']).toBeDefined();
  });

  it('is refused for a while after ten attempts for one login from one address', async () => {
    const { server } = await border();
    const browser = await new Browser(server).open();
    const attempt = (login: string, password: string, remoteAddress = '192.0.2.1') =>
      browser.send('POST', '/api/session', { login, password }, { remoteAddress });
    for (let count = 0; count < 10; count += 1) expect((await attempt('agent1', 'wrong')).statusCode).toBe(401);
    const refused = await attempt('AGENT1 ', PASSWORD);
    expect(refused.statusCode).toBe(429);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect(refused.json().error.message).toMatch(/^Too many attempts to log in\. Try again in \d+ seconds\.$/);
    expect((await attempt('sam', 'wrong')).statusCode).toBe(401);
    expect((await attempt('agent1', PASSWORD, '192.0.2.2')).statusCode).toBe(200);
  });

  it('is refused for a while after too many attempts from one address, whatever the login', async () => {
    const { server } = await border({ options: { attempts: { perAddress: 3 } } });
    const browser = await new Browser(server).open();
    const statuses: number[] = [];
    for (const login of ['anna', 'bert', 'cleo', 'agent1']) {
      statuses.push((await browser.send('POST', '/api/session', { login, password: PASSWORD })).statusCode);
    }
    expect(statuses).toEqual([401, 401, 401, 429]);
  });

  it('ends the session that was, when logging out', async () => {
    const { server } = await border();
    const browser = await new Browser(server).open('agent1');
    const { cookie } = browser;
    expect((await browser.send('DELETE', '/api/session')).json().user).toBeNull();
    expect((await server.inject({ url: '/api/session', headers: { cookie } })).json().user).toBeNull();
  });
});

describe('a session', () => {
  it('lasts as long as it is used, and not beyond its longest time', async () => {
    const clock = new VirtualClock(Date.UTC(2026, 0, 5));
    const { server } = await border({ clock, options: { session: { idleMinutes: 60, longestHours: 3 } } });
    const browser = await new Browser(server).open('agent1');
    const login = async () => (await browser.send('GET', '/api/session')).json().user?.login;
    for (let count = 0; count < 3; count += 1) {
      clock.advance(0.9 * HOUR_MS);
      expect(await login()).toBe('agent1');
    }
    clock.advance(0.3 * HOUR_MS);
    expect(await login()).toBeUndefined();
  });

  it('ends when it is not used, and is swept away', async () => {
    const clock = new VirtualClock(Date.UTC(2026, 0, 5));
    const { server, sessions } = await border({ clock, options: { session: { idleMinutes: 60 } } });
    const browser = await new Browser(server).open('agent1');
    clock.advance(HOUR_MS);
    await sessions.sweep();
    expect((await browser.send('GET', '/api/session')).json().user).toBeNull();
  });

  describe('in a file', () => {
    const folders: string[] = [];
    afterEach(async () => {
      for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
    });
    const file = async () => {
      const folder = await mkdtemp(join(tmpdir(), 'front-office-'));
      folders.push(folder);
      return `sqlite:${join(folder, 'system.db')}`;
    };

    it('outlives a restart, and so do passwords', async () => {
      const store = await file();
      const first = await openBorder({ store });
      const browser = await new Browser(first.server).open('agent1');
      await first.stop();
      const { server } = await border({
        store,
        options: { users: users.map((user) => ({ ...user, password: 'another one' })) },
      });
      const again = new Browser(server);
      again.cookie = browser.cookie;
      expect((await again.send('GET', '/api/session')).json()).toMatchObject({
        user: { login: 'agent1' },
        csrf: browser.csrf,
      });
      expect(
        (await (await new Browser(server).open()).send('POST', '/api/session', { login: 'sam', password: PASSWORD }))
          .statusCode,
      ).toBe(200);
    });

    it('leaves neither its token nor a password in the store', async () => {
      const store = await file();
      const first = await openBorder({ store });
      const browser = await new Browser(first.server).open('agent1');
      await first.stop();
      const opened = await openStore('system', store);
      const text = (name: string) => ({ name, type: 'string' as const });
      const [session] = await opened.select({ table: 'front_office_session', columns: [text('token_hash')] });
      const [user] = await opened.select({ table: 'front_office_user', columns: [text('password_hash')] });
      await opened.close();
      expect(session?.token_hash).toMatch(/^[0-9a-f]{64}$/);
      expect(browser.cookie).not.toContain(String(session?.token_hash));
      expect(user?.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    });
  });
});

describe('the border', () => {
  it('allows the browser nothing but what the applications need', async () => {
    const { server } = await border();
    const { headers } = await server.inject('/api/session');
    expect(headers['content-security-policy']).toBe(
      "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    );
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });
    expect(headers).not.toHaveProperty('strict-transport-security');
  });

  it('says which part of a request is wrong', async () => {
    const { server } = await border();
    const browser = await new Browser(server).open('sam');
    const answer = await browser.send('GET', '/api/reports/service-level?from=yesterday&to=2026-01-05');
    expect(answer.statusCode).toBe(400);
    expect(answer.json().error.message).toMatch(/^The query of the request is not as expected: from: /);
  });

  it('refuses bodies that are too large, not JSON, or of another kind', async () => {
    const { server } = await border();
    const browser = await new Browser(server).open();
    const json = { headers: { 'content-type': 'application/json' } };
    const send = (payload: string, more = json) =>
      browser.send('POST', '/api/session', undefined, { payload, ...more });
    expect((await send(`{"login":"${'x'.repeat(300_000)}"}`)).statusCode).toBe(413);
    expect((await send('{"login":')).statusCode).toBe(400);
    const xml = await send('<login/>', { headers: { 'content-type': 'application/xml' } });
    expect(xml.statusCode).toBe(415);
    expect(xml.json().error).toMatchObject({ code: 'CRS-FRO-005', kind: 'invalid' });
  });

  it('refuses an address that cannot be read', async () => {
    const { server } = await border();
    const answer = await server.inject('/api/objects/%zz');
    expect(answer.statusCode).toBe(400);
    expect(answer.json().error.code).toBe('CRS-FRO-005');
    expect(answer.headers).toHaveProperty('content-security-policy');
  });

  it('answers an unexpected failure with an id and no detail, and logs the rest under it', async () => {
    const logged: unknown[][] = [];
    const log = { info() {}, warn() {}, error: (...entry: unknown[]) => void logged.push(entry) };
    const { server } = await border({ log });
    const browser = await new Browser(server).open('agent1');
    const answer = await browser.send('GET', '/api/objects');
    expect(answer.statusCode).toBe(500);
    expect(answer.body).not.toContain('reached');
    expect(String(logged.at(-1)?.[0])).toContain(answer.json().error.id);
  });
});
