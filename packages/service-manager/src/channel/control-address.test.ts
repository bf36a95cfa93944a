import { chmod, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ServiceErrors } from '../errors.js';
import { controlAddress, privateFolder } from './control-address.js';

describe('the address of a control socket', () => {
  it('is the absolute path of a file', () => {
    expect(controlAddress('/run/caruso/control', 'linux')).toBe('/run/caruso/control');
    expect(controlAddress('control', 'linux')).toBe(join(process.cwd(), 'control'));
  });

  it('is a named pipe on Windows, also for the path of a file', () => {
    expect(controlAddress('\\\\.\\pipe\\caruso', 'win32')).toBe('\\\\.\\pipe\\caruso');
    expect(controlAddress('C:\\data\\company\\control', 'win32')).toBe('\\\\.\\pipe\\C-data-company-control');
  });

  it('may have as many bytes as the system allows, and not one more', () => {
    const path = (bytes: number) => `/${'ä'.repeat((bytes - 1) / 2)}`;
    expect(controlAddress(path(107), 'linux')).toBe(path(107));
    expect(controlAddress(path(103), 'darwin')).toBe(path(103));
    expect(() => controlAddress(path(109), 'linux')).toThrow('it has 109 bytes, and this system allows 107');
    expect(() => controlAddress(path(105), 'darwin')).toThrow('it has 105 bytes, and this system allows 103');
  });
});

describe.skipIf(process.platform === 'win32')('the folder of a control socket', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'caruso-control-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('is made for its owner only', async () => {
    await privateFolder(join(folder, 'run', 'control'));
    expect((await stat(join(folder, 'run'))).mode & 0o777).toBe(0o700);
  });

  it('is refused when others can enter it', async () => {
    await chmod(folder, 0o750);
    const refused = privateFolder(join(folder, 'control'));
    await expect(refused).rejects.toMatchObject({ code: ServiceErrors.ControlPathUnusable.code });
    await expect(refused).rejects.toThrow(`chmod 700 ${folder}`);
  });
});
