import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { ServiceErrors } from '../src/errors.js';
import { thrownBy } from './support/nats/both.js';
import { connected } from './support/nats/links.js';
import { missing, missingBinary, OwnServer } from './support/nats/nats-server.js';

describe('connecting to NATS', () => {
  it('fails by name when nobody is there', async () => {
    const problem = await thrownBy(connected({}, 'nats://127.0.0.1:1'));
    expect(problem).toMatchObject({
      code: ServiceErrors.CannotConnect.code,
      kind: 'unavailable',
      data: { servers: ['nats://127.0.0.1:1'] },
    });
  });

  it.skipIf(missing)('takes the first server that is there', async () => {
    const link = await connected({}, 'nats://127.0.0.1:1, nats://127.0.0.1:4222');
    expect(link.connected).toBe(true);
    expect(link.connection.getServer()).toBe('127.0.0.1:4222');
  });

  it('loads the library of NATS only then', async () => {
    const source = `
      await import('./packages/service-manager/src/nats/nats-services.ts');
      await import('./packages/service-manager/src/nats/open-connection.ts');
    `;
    // The bundler tells which modules a static import brings along.
    const script = `
      const { build } = require('esbuild');
      build({ stdin: { contents: ${JSON.stringify(source)}, resolveDir: process.cwd() }, bundle: true, platform: 'node', format: 'esm',
        outdir: 'x', write: false, splitting: true, metafile: true, packages: 'external', conditions: ['@caruso/source'], logLevel: 'error' })
        .then(({ metafile }) => {
          const static_ = Object.values(metafile.inputs).flatMap(({ imports }) => imports)
            .filter(({ path, kind }) => path.startsWith('@nats-io/') && kind !== 'dynamic-import');
          const dynamic = Object.values(metafile.inputs).flatMap(({ imports }) => imports)
            .filter(({ path, kind }) => path.startsWith('@nats-io/') && kind === 'dynamic-import');
          console.log(JSON.stringify([static_.length, dynamic.length]));
        });`;
    const { stdout } = await promisify(execFile)(process.execPath, ['-e', script], {
      cwd: new URL('../../../', import.meta.url),
    });
    expect(JSON.parse(stdout)).toEqual([0, 1]);
  });

  it.skipIf(missingBinary)('is possible with a token', async () => {
    const server = await OwnServer.start('authorization { token: "t0ken" }');
    try {
      const link = await connected({ token: 't0ken', user: 'shop' }, server.url);
      expect(link.node).toMatch(/^shop\./);
      expect((await connected({}, server.url.replace('//', '//t0ken@'))).connected).toBe(true);
      expect(ServiceErrors.NotAdmitted.is(await thrownBy(connected({ token: 'wrong' }, server.url)))).toBe(true);
    } finally {
      await server.dispose();
    }
  });

  it.skipIf(missingBinary)('is possible with an nkey', async () => {
    const { nkeys } = await import('@nats-io/transport-node');
    const pair = nkeys.createUser();
    const server = await OwnServer.start(`authorization { users: [ { nkey: ${pair.getPublicKey()} } ] }`);
    try {
      const seed = new TextDecoder().decode(pair.getSeed());
      expect((await connected({ seed, user: 'shop' }, server.url)).connected).toBe(true);
      expect(ServiceErrors.NotAdmitted.is(await thrownBy(connected({ user: 'shop' }, server.url)))).toBe(true);
    } finally {
      await server.dispose();
    }
  });
});
