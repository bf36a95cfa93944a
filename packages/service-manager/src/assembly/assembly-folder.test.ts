import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadingFrom, pathInAssembly } from './assembly-folder.js';

describe('paths of an assembly', () => {
  it('are meant from its folder while it is loaded, and from where the process was started else', async () => {
    expect(pathInAssembly('model')).toBe(join(process.cwd(), 'model'));
    const [inside, absolute] = await loadingFrom('/srv/crm', async () => [
      pathInAssembly('./model'),
      pathInAssembly('/etc/model'),
    ]);
    expect([inside, absolute]).toEqual(['/srv/crm/model', '/etc/model']);
    await expect(loadingFrom('/srv/crm', () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(pathInAssembly('model')).toBe(join(process.cwd(), 'model'));
  });
});
