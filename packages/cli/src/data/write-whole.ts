import { open, rename, rm } from 'node:fs/promises';
import { CliErrors } from '../errors.js';

/**
 * Writes a file that is there only when all is in it. What the parts themselves throw is passed on.
 *
 * @throws CliErrors.NotWritten
 */
export async function writeWhole(path: string, parts: AsyncIterable<string>): Promise<void> {
  const unfinished = `${path}.part`;
  const file = await orNotWritten(path, open(unfinished, 'w'));
  try {
    for await (const part of parts) await orNotWritten(path, file.writeFile(part));
    await orNotWritten(path, file.close());
    await orNotWritten(path, rename(unfinished, path));
  } catch (thrown) {
    await file.close().catch(() => undefined);
    await rm(unfinished, { force: true });
    throw thrown;
  }
}

async function orNotWritten<Done>(path: string, step: Promise<Done>): Promise<Done> {
  try {
    return await step;
  } catch (cause) {
    throw new CliErrors.NotWritten({ path, reason: cause instanceof Error ? cause.message : String(cause) }, { cause });
  }
}
