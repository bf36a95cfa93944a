import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { expect, it } from 'vitest';

const servers = [
  { name: 'PostgreSQL', port: 5432 },
  { name: 'MariaDB', port: 3306 },
  { name: 'NATS', port: 4222 },
];

/** True when something on this machine accepts connections on the port. */
function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('error', () => resolve(false));
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
  });
}

for (const { name, port } of servers) {
  it(`${name} answers on 127.0.0.1:${port}`, async (context) => {
    const found = await listens(port);
    if (!found && process.env.CARUSO_REQUIRE_SERVERS !== '1') {
      context.skip(`No ${name} on 127.0.0.1:${port}: the tests that need it do not run`);
    }
    expect(found, `CARUSO_REQUIRE_SERVERS=1, but no ${name} on 127.0.0.1:${port}`).toBe(true);
  });
}

it('the cases of CARUSO_CASES are there', (context) => {
  const folder = process.env.CARUSO_CASES ?? '';
  if (folder === '') context.skip('CARUSO_CASES is not set: the tests on foreign cases do not run');
  expect(existsSync(folder), `CARUSO_CASES names ${folder}`).toBe(true);
});

it('the telephone system of CARUSO_TOOLS is there', (context) => {
  const folder = process.env.CARUSO_TOOLS ?? '';
  if (folder === '') context.skip('CARUSO_TOOLS is not set: the tests that make telephone calls do not run');
  expect(existsSync(`${folder}/asterisk`), `CARUSO_TOOLS names ${folder}`).toBe(true);
});
