import { lstat, mkdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { ServiceErrors } from '../errors.js';

const PIPES = '\\\\.\\pipe\\';

/** Bytes of a socket's path: the field of the system call has 108 on Linux and 104 elsewhere, one of them for its end. */
const MAX_BYTES = { linux: 107, other: 103 };

/**
 * Where a control socket is reached: the absolute path of its file, on Windows the name of a pipe.
 *
 * @throws ServiceErrors.ControlPathUnusable when the path is longer than the system allows
 */
export function controlAddress(path: string, platform: NodeJS.Platform = process.platform): string {
  if (platform === 'win32') return path.startsWith(PIPES) ? path : PIPES + path.replaceAll(/[\\/:]+/g, '-');
  const file = resolve(path);
  const bytes = Buffer.byteLength(file);
  const limit = platform === 'linux' ? MAX_BYTES.linux : MAX_BYTES.other;
  if (bytes <= limit) return file;
  throw new ServiceErrors.ControlPathUnusable({
    path: file,
    reason: `it has ${bytes} bytes, and this system allows ${limit}. Choose a shorter folder, e.g. below /run or /tmp`,
  });
}

/**
 * Makes the folder of a control socket, for its owner only, and sees to it that nobody else can enter it: who can connect can
 * command the assembly.
 *
 * @throws ServiceErrors.ControlPathUnusable when others can enter the folder
 */
export async function privateFolder(file: string): Promise<void> {
  const folder = dirname(file);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const found = await lstat(folder);
  const others = found.mode & 0o077;
  if (!found.isDirectory() || others !== 0 || found.uid !== process.getuid?.()) {
    throw new ServiceErrors.ControlPathUnusable({
      path: file,
      reason: `its folder must be one that only you can enter: chmod 700 ${folder}`,
    });
  }
}
