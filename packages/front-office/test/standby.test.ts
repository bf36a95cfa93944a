import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { type Company, Desk, startCompany } from './company.js';

it('a company that stands by lets people in, shows what is stored, and goes on when the one at work is gone', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'caruso-standby-'));
  const store = `sqlite:${join(folder, 'caruso.db')}`;
  const start = async (): Promise<Company> => {
    const company = await startCompany({}, undefined, { store });
    onTestFinished(() => company.running.stop());
    return company;
  };
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const atWork = await start();
  const contact = await atWork.gateway.call('+49221470801');
  const standby = await start();

  const ready = async ({ url }: Company) => (await fetch(`${url}/api/ready`)).status;
  expect([await ready(atWork), await ready(standby)]).toEqual([200, 503]);
  const supervisor = await new Desk(standby.url).open('sam');
  const pictures = supervisor.watch('/api/monitor/stream');
  expect((await pictures.next()).value).toMatchObject({ value: { waiting: [{ contact }] } });
  await atWork.gateway.call('+4917012345');
  expect((await pictures.next()).value).toMatchObject({ value: { waiting: [{ contact }, {}] } });
  await pictures.return(undefined);
  const agent = await new Desk(standby.url).open('agent1');
  expect(await agent.post('/api/agent/log-in')).toMatchObject({
    status: 503,
    body: { error: { kind: 'unavailable' } },
  });

  await atWork.running.stop();
  await vi.waitFor(async () => expect((await agent.post('/api/agent/log-in')).status).toBe(200), 10_000);
  expect(await ready(standby)).toBe(200);
  expect((await agent.post('/api/agent/ready')).body).toMatchObject({ offer: { contact: { contact } } });
});
