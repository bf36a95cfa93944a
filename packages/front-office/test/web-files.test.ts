import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Border, openBorder } from './border.js';

describe('the web applications', () => {
  let folder: string;
  let border: Border;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'front-office-web-'));
    const web = join(folder, 'web');
    await mkdir(join(web, 'assets'), { recursive: true });
    await writeFile(join(web, 'index.html'), '<!doctype html><title>the page</title>');
    await writeFile(join(web, 'assets', 'main-1a2b.js'), 'export {};');
    await writeFile(join(web, '.secret'), 'secret');
    await writeFile(join(folder, 'outside.txt'), 'outside');
    border = await openBorder({ options: { web } });
  });
  afterAll(async () => {
    await border.stop();
    await rm(folder, { recursive: true });
  });
  const get = (url: string) => border.server.inject(url);

  it('are one page at every address the applications draw themselves', async () => {
    for (const url of ['/', '/agent', '/agent/contacts/7', '/supervisor?queue=service', '/service']) {
      const answer = await get(url);
      expect(answer.body).toContain('the page');
      expect(answer.headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' });
    }
  });

  it('answer HEAD as they answer GET, without the body', async () => {
    for (const url of ['/', '/agent', '/assets/main-1a2b.js', '/gone.txt']) {
      const [head, get] = [await border.server.inject({ method: 'HEAD', url }), await border.server.inject(url)];
      expect({ url, status: head.statusCode }).toEqual({ url, status: get.statusCode });
      expect(head.headers['content-type']).toBe(get.headers['content-type']);
      expect(head.body).toBe('');
    }
  });

  it('let browsers keep files whose names change with their content', async () => {
    const answer = await get('/assets/main-1a2b.js');
    expect(answer.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(answer.headers['content-type']).toContain('javascript');
  });

  it('answer what is not there with 404, in the form of the API', async () => {
    for (const url of ['/assets/gone.js', '/gone.txt', '/api/gone', '/api']) {
      const answer = await get(url);
      expect({ url, status: answer.statusCode }).toEqual({ url, status: 404 });
      expect(answer.json().error.code).toBe('CRS-FRO-006');
      expect(answer.headers['cache-control']).toBe('no-store');
    }
  });

  it('give out nothing beside the build', async () => {
    for (const url of [
      '/.secret',
      '/../outside.txt',
      '/%2e%2e/outside.txt',
      '/..%2foutside.txt',
      '/assets/../../outside.txt',
    ]) {
      const answer = await get(url);
      expect(answer.body).not.toMatch(/outside$|secret$/);
      expect(answer.statusCode).toBeGreaterThanOrEqual(400);
    }
  });
});

describe('without a build', () => {
  it('every page says so, and how to build; the API works', async () => {
    const warnings: string[] = [];
    const log = { info() {}, warn: (message: string) => void warnings.push(message), error() {} };
    const border = await openBorder({ log });
    const answer = await border.server.inject('/agent');
    expect(answer.statusCode).toBe(503);
    expect(answer.json().error.message).toContain('npm run build');
    expect(warnings).toEqual([answer.json().error.message]);
    expect((await border.server.inject('/api/session')).statusCode).toBe(200);
    await border.stop();
  });
});
