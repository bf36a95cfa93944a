import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadingFrom } from '@caruso/service-manager';
import { describe, expect, it, onTestFinished } from 'vitest';
import { modeler } from './modeler.js';

describe('modeler', () => {
  it('means the folder of its models from where the assembly lies, not from where the command was typed', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'modeler-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    await mkdir(join(folder, 'model-of-the-test'));
    const options = { model: 'model-of-the-test' };
    expect(() => modeler(options)).toThrow('"model-of-the-test" is no folder');
    expect((await loadingFrom(folder, async () => modeler(options))).name).toBe('modeler');
  });
});
