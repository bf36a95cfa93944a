import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { silentLog, startAssembly } from '@caruso/service-manager';
import { storageManager } from '@caruso/storage-manager';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { communicationServer } from '../src/component.js';
import { ContactCentre } from '../src/contract.js';
import { ContactCentreErrors } from '../src/errors.js';
import { configuration } from './support/centre.js';
import { ManualGateway } from './support/manual-gateway.js';

const [MOUNT, UNMOUNT] = ['/bin/mount', '/bin/umount'];
const disk = smallDisk();

/** A file system of its own, with little room; undefined where this process may not mount one. */
function smallDisk(): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'caruso-full-'));
  try {
    execFileSync(MOUNT, ['-t', 'tmpfs', '-o', 'size=2m', 'caruso', folder], { stdio: 'ignore' });
    return folder;
  } catch {
    rmSync(folder, { recursive: true, force: true });
    return undefined;
  }
}

describe.skipIf(disk === undefined)('a full disk', () => {
  it('stops decisions, and loses nothing of what comes from outside', async () => {
    const folder = disk ?? '';
    const filler = join(folder, 'filler');
    onTestFinished(() => {
      execFileSync(UNMOUNT, ['-l', folder]);
      rmSync(folder, { recursive: true, force: true });
    });
    const gateway = new ManualGateway();
    const assemble = () => [
      storageManager({ stores: { system: `sqlite:${join(folder, 'caruso.db')}` } }),
      communicationServer({ ...configuration, gateways: [gateway] }),
    ];
    const running = await startAssembly({ company: 'x', components: assemble() }, { log: silentLog });
    const centre = running.get(ContactCentre);
    await centre.logIn({ agent: 'bob' });
    const contact = await gateway.call('before');
    const { bavail, bsize } = statfsSync(folder);
    writeFileSync(filler, Buffer.alloc(Number(bavail) * Number(bsize)));
    const refused = async () => {
      for (let call = 0; ; call++) await gateway.call(`full-${call}`);
    };
    await expect(refused()).rejects.toMatchObject({ code: ContactCentreErrors.LogUnavailable.code });
    await expect(centre.setReady({ agent: 'bob' })).rejects.toMatchObject({
      code: ContactCentreErrors.LogUnavailable.code,
    });
    const gone = gateway.host.leave(contact, 'customer');
    rmSync(filler);
    await gone;
    await vi.waitFor(() => centre.setReady({ agent: 'bob' }), 20_000);
    expect(await centre.contacts({ contact })).toMatchObject([{ outcome: 'abandoned' }]);
    const before = await centre.events({ limit: 1_000 });
    expect(before.map(({ number }) => number)).toEqual(before.map((_, index) => index + 1));
    await running.stop();
    const again = await startAssembly({ company: 'x', components: assemble() }, { log: silentLog });
    onTestFinished(() => again.stop());
    expect((await again.get(ContactCentre).events({ limit: 1_000 })).slice(0, before.length)).toEqual(before);
  });
});
