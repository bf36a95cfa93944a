import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { Speak } from './voice-options.js';

const run = promisify(execFile);

/** Speech of espeak-ng, brought by sox to what the telephone takes. */
export const espeak: Speak = async ({ text, language, file }) => {
  const raw = `${file}.espeak.wav`;
  try {
    await run('espeak-ng', ['-v', language, '-w', raw, '--', text]);
    await run('sox', [raw, '-r', '8000', '-c', '1', '-b', '16', file]);
  } finally {
    await rm(raw, { force: true });
  }
};
